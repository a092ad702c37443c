package io.orderflow.architecture.broken.api.order;

/** Crosses no line. */
public record OrderPlaced(String orderId) {}
