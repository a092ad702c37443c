/** Reads the events of one order from the event store, on demand. */
@NullMarked
package io.orderflow.views.history;

import org.jspecify.annotations.NullMarked;
