/** Starts the whole and looks at how it is put together. */
@NullMarked
package io.orderflow.standalone;

import org.jspecify.annotations.NullMarked;
