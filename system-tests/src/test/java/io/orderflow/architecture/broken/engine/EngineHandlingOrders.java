package io.orderflow.architecture.broken.engine;

import io.orderflow.architecture.broken.api.order.OrderPlaced;

/** Depends on a message about orders, which the engine must not. */
record EngineHandlingOrders(OrderPlaced handled) {}
