package io.orderflow.architecture.broken.web;

import io.orderflow.architecture.broken.api.order.OrderPlaced;

/** Depends on a message about orders, which the HTTP edge must not. */
record WebHandlingOrders(OrderPlaced handled) {}
