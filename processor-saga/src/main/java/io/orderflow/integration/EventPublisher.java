package io.orderflow.integration;

import io.cloudevents.CloudEvent;
import io.orderflow.api.Labels;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands public events to one receiver, such as a broker. Several threads may use it at once. */
public interface EventPublisher {

  /**
   * Part of the name of its event processor, which is the key of its position: it must never
   * change.
   */
  String name();

  /** The receiver, as the log calls it: {@code Kafka}. */
  String receiver();

  /** The prefix of its settings, for operators. */
  String settings();

  /**
   * Why nothing may be sent again that the receiver has had for long, as a sentence for operators
   * that says what to do instead; null if it may.
   */
  @Nullable String refusesResend();

  /**
   * Returns when the receiver has all of them durably. After a failure each may have arrived or
   * not, and all are published again.
   *
   * @param events each of another order where {@link #keepsOrder}, so that their order does not
   *     matter
   * @param labels of the order of each event, by the event's id, for a receiver that chooses events
   *     by them; not every event contains them
   * @throws PublisherUnavailableException if the receiver has not confirmed them in time
   * @throws RejectedEventException if the receiver refuses one of them for what it is
   */
  void publish(List<CloudEvent> events, Map<String, Labels> labels);

  /**
   * Called when the receiver has all events of a batch, in the transaction that stores the
   * processor's position. If that is rolled back it is called again for the same events, whether or
   * not they were published again.
   */
  default void confirmed(List<CloudEvent> events) {}

  /** Whether an event must arrive after the earlier ones of its order; all in one go if not. */
  default boolean keepsOrder() {
    return true;
  }
}
