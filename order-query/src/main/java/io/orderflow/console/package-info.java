/** The operators' console: pages rendered on the server, and what all of them share. */
@NullMarked
package io.orderflow.console;

import org.jspecify.annotations.NullMarked;
