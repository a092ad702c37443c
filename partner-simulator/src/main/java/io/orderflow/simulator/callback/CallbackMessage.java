package io.orderflow.simulator.callback;

import java.net.URI;

/** A callback about an order, and its address. */
public record CallbackMessage(URI address, String orderId, String body) {}
