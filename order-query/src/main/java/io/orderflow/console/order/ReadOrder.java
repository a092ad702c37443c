package io.orderflow.console.order;

import io.orderflow.api.order.OrderView;
import io.orderflow.views.timeline.Timeline;

/** An order and its facts, both of the same version. */
record ReadOrder(OrderView order, Timeline timeline) {}
