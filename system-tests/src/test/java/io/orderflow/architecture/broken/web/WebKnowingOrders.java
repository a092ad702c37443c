package io.orderflow.architecture.broken.web;

import io.orderflow.architecture.broken.ordering.OrderingModule;

/** Depends on a module, which the HTTP edge must not. */
record WebKnowingOrders(OrderingModule reached) {}
