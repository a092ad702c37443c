/** How far the process is behind with what was accepted. */
@NullMarked
package io.orderflow.process.backlog;

import org.jspecify.annotations.NullMarked;
