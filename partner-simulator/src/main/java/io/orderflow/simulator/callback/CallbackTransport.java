package io.orderflow.simulator.callback;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Carries what partners tell to addresses of one kind. */
public interface CallbackTransport {

  boolean knows(URI address);

  /** Whether the receiver accepted it; never fails, and never keeps its caller waiting. */
  CompletableFuture<Boolean> carry(CallbackMessage callbackMessage);
}
