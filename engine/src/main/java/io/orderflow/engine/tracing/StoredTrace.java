package io.orderflow.engine.tracing;

import java.util.Map;
import java.util.Optional;

/** The trace that a stored event belongs to. */
public final class StoredTrace {

  /** Its key in the meta data of commands and events. Stored: never to be changed. */
  static final String KEY = "traceparent";

  private StoredTrace() {}

  /** The {@code traceparent} of the work that recorded it; empty where no traces were recorded. */
  public static Optional<String> of(Map<String, ?> metaData) {
    return metaData.get(KEY) instanceof String traceParent
        ? Optional.of(traceParent)
        : Optional.empty();
  }
}
