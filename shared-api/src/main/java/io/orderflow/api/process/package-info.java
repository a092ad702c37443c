/** What can be asked about the process as a whole. */
@NullMarked
package io.orderflow.api.process;

import org.jspecify.annotations.NullMarked;
