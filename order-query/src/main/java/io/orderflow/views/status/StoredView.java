package io.orderflow.views.status;

import java.util.function.Supplier;

/**
 * A view of an order that was read.
 *
 * @param version of the order, by which a client may know the view already
 * @param view parsed only when it is asked for
 */
record StoredView<T>(long version, Supplier<T> view) {}
