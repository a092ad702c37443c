package io.orderflow.engine.tracing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a span is about.
 *
 * @param name one of few: ids and numbers belong in tags
 * @param tags without personal data, as in the log
 */
public record SpanDescription(String name, Kind kind, Map<String, String> tags) {

  /** The id of the order, as in the log. */
  public static final String ORDER = "order.id";

  /** The step of the order, as in the log. */
  public static final String STEP = "order.step";

  public SpanDescription {
    tags = Map.copyOf(tags);
  }

  /** On which side of a call the work is. */
  public enum Kind {
    /** Waits for the answer of another process. */
    CLIENT,
    /** Answers another process. */
    SERVER,
    /** Handles a message that was stored before. */
    CONSUMER,
    /** None of these. */
    INTERNAL
  }

  public static SpanDescription of(String name, Kind kind) {
    return new SpanDescription(name, kind, Map.of());
  }

  /** The same with one more tag. */
  public SpanDescription with(String key, String value) {
    var more = new LinkedHashMap<>(tags);
    more.put(key, value);
    return new SpanDescription(name, kind, more);
  }
}
