package io.orderflow.architecture.broken.fulfillment;

import io.orderflow.architecture.broken.ordering.OrderingModule;

/** Reaches from the process into the write side. */
record SagaReadingOrders(OrderingModule reached) {}
