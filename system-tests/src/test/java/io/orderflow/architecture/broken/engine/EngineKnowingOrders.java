package io.orderflow.architecture.broken.engine;

import io.orderflow.architecture.broken.ordering.OrderingModule;

/** Reaches from the engine up into a module. */
record EngineKnowingOrders(OrderingModule reached) {}
