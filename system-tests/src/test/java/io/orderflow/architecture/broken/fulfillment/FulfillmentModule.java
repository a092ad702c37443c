package io.orderflow.architecture.broken.fulfillment;

/** Crosses no line; a module may be public. */
public record FulfillmentModule(String name) {}
