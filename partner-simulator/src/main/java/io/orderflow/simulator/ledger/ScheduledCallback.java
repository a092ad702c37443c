package io.orderflow.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A later change of a request. The client receives it by callback if it named a callback URL.
 *
 * @param request called a deal in the journal
 * @param deliveries how often the client receives the callback
 */
public record ScheduledCallback(
    String eventId,
    @JsonProperty("deal") RequestId request,
    Type type,
    Instant dueAt,
    int deliveries) {

  /** The change; its name is the callback's type. */
  public enum Type {
    CHARGED,
    DECLINED,
    COMPLETED,
    DISPATCHED,
    REFUSED,
    DELIVERED
  }

  public ScheduledCallback delivered(int times) {
    return new ScheduledCallback(eventId, request, type, dueAt, times);
  }
}
