package io.orderflow.simulator.callback;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Sends callbacks to addresses of one kind. */
public interface CallbackTransport {

  boolean supports(URI address);

  /** Whether the receiver accepted it. Never fails and never blocks. */
  CompletableFuture<Boolean> send(CallbackMessage message);
}
