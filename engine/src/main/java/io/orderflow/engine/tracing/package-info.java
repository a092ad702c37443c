/** One trace per order: spans of the work that its request led to, on whichever node it is done. */
@NullMarked
package io.orderflow.engine.tracing;

import org.jspecify.annotations.NullMarked;
