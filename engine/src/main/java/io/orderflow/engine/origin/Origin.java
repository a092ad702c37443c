package io.orderflow.engine.origin;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * What a command was sent for. It travels in the command's meta data, and every event the command
 * causes is stored with it.
 *
 * @param cause the kind of occasion
 * @param actor the name of the operator who asked; null for everyone else, because no other name
 *     belongs in events
 * @param correlationId one id for everything that followed from one request, at most {@value
 *     #MAX_LENGTH} characters
 * @param causationId what exactly led to the command, such as the number of an event; at most
 *     {@value #MAX_LENGTH} characters
 */
public record Origin(
    Cause cause,
    @Nullable String actor,
    @Nullable String correlationId,
    @Nullable String causationId) {

  /** Longer values are cut: they are for people, and nothing is decided by them. */
  public static final int MAX_LENGTH = 128;

  private static final String CAUSE = "cause";
  private static final String ACTOR = "actor";
  private static final String CORRELATION = "correlationId";
  private static final String CAUSATION = "causationId";

  public Origin {
    actor = cut(actor);
    correlationId = cut(correlationId);
    causationId = cut(causationId);
  }

  /** The kind of occasion. The names are stored and must not change. */
  public enum Cause {
    /** A client's or an operator's HTTP request. */
    REQUEST,
    /** A partner's message that was not an answer to a call. */
    CALLBACK,
    /** The outcome of a call to a partner, no answer included. */
    REPLY,
    /** Time that ran out. */
    DEADLINE,
    /** An event of the order, by a rule of orderflow. */
    EVENT
  }

  /** Empty where the message was sent by a version without origins, or is of an unknown cause. */
  public static Optional<Origin> of(Map<String, ?> metaData) {
    return Arrays.stream(Cause.values())
        .filter(cause -> cause.name().equals(metaData.get(CAUSE)))
        .findFirst()
        .map(
            cause ->
                new Origin(
                    cause,
                    text(metaData, ACTOR),
                    text(metaData, CORRELATION),
                    text(metaData, CAUSATION)));
  }

  /** The same without the name, which belongs in events only if it is an operator's. */
  public Origin withoutActor() {
    return new Origin(cause, null, correlationId, causationId);
  }

  /** What a command of this origin is sent with. */
  public MetaData metaData() {
    var values = new HashMap<String, String>();
    values.put(CAUSE, cause.name());
    put(values, ACTOR, actor);
    put(values, CORRELATION, correlationId);
    put(values, CAUSATION, causationId);
    return MetaData.from(values);
  }

  private static void put(Map<String, String> values, String key, @Nullable String value) {
    if (value != null) {
      values.put(key, value);
    }
  }

  private static @Nullable String text(Map<String, ?> metaData, String key) {
    return metaData.get(key) instanceof String text ? text : null;
  }

  private static @Nullable String cut(@Nullable String value) {
    return value == null || value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH);
  }
}
