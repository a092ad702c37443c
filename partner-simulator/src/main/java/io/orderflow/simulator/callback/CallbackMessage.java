package io.orderflow.simulator.callback;

import java.net.URI;

/** What a partner tells about an order, and whom. */
public record CallbackMessage(URI address, String orderId, String body) {}
