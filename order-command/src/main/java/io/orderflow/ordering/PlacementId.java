package io.orderflow.ordering;

import io.orderflow.api.OrderId;

/**
 * The order that a request places.
 *
 * @param fingerprint tells the request from another one for the same order
 * @param repeatable whether the client sent a key, so that an earlier or a racing request may have
 *     meant the same order
 */
record PlacementId(OrderId orderId, String fingerprint, boolean repeatable) {}
