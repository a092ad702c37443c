package io.orderflow.views.stream;

import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * An event of the store.
 *
 * @param number its own in the store
 * @param position of a reader that has read it
 * @param change null if it changed no order, as far as this version can read it
 */
record FeedEvent(long number, TrackingToken position, @Nullable OrderChange change) {}
