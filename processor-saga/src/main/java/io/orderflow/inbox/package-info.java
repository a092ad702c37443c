/** Callbacks and replies that were acknowledged: stored first, then dispatched to their orders. */
@NullMarked
package io.orderflow.inbox;

import org.jspecify.annotations.NullMarked;
