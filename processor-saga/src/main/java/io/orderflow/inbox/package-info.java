/** Callbacks and replies: stored, acknowledged, then dispatched to their orders. */
@NullMarked
package io.orderflow.inbox;

import org.jspecify.annotations.NullMarked;
