package io.orderflow.simulator.book;

import java.time.Instant;

/**
 * Something that falls due on a deal, and is then told to the customer if it asked to be told.
 *
 * @param deliveries how often the customer gets the same callback
 */
public record ScheduledCallback(
    String eventId, RequestId deal, Type type, Instant dueAt, int deliveries) {

  /** What falls due; the name is the callback's type. */
  public enum Type {
    CHARGED,
    DECLINED,
    COMPLETED,
    DISPATCHED,
    REFUSED,
    DELIVERED
  }

  public ScheduledCallback delivered(int times) {
    return new ScheduledCallback(eventId, deal, type, dueAt, times);
  }
}
