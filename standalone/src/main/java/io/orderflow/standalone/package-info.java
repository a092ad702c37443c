/** The whole of orderflow in one process: it brings the modules together and decides nothing. */
@NullMarked
package io.orderflow.standalone;

import org.jspecify.annotations.NullMarked;
