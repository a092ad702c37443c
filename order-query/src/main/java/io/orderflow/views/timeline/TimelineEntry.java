package io.orderflow.views.timeline;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.Step;
import io.orderflow.engine.origin.Origin;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One fact of an order.
 *
 * @param sequence its place in the order's stream, from 0
 * @param type its stable public name
 * @param text one sentence for people
 * @param cause null in events of a version that kept none
 * @param attempt the number of the try that failed
 * @param amount of money that was charged or went back
 * @param note an operator's own words; for operators only
 */
public record TimelineEntry(
    long sequence,
    Instant at,
    String type,
    String text,
    Actor actor,
    @Nullable Cause cause,
    @Nullable Step step,
    @Nullable Integer attempt,
    @Nullable ChargeId chargeId,
    @Nullable Money amount,
    @Nullable String note) {

  /** What a customer sees of it: neither which operator it was nor what operators wrote. */
  TimelineEntry forCustomers() {
    return new TimelineEntry(
        sequence,
        at,
        type,
        text,
        new Actor(actor.kind(), null),
        cause,
        step,
        attempt,
        chargeId,
        amount,
        null);
  }

  /** Who did it. */
  public enum ActorKind {
    CUSTOMER,
    OPERATOR,
    PARTNER,
    SYSTEM
  }

  /**
   * @param name of an operator, where it is known
   */
  public record Actor(ActorKind kind, @Nullable String name) {}

  /**
   * What led to it.
   *
   * @param kind the kind of occasion, in lower case
   * @param correlationId the same for all that followed from one request
   * @param causationId what exactly it was
   */
  public record Cause(String kind, @Nullable String correlationId, @Nullable String causationId) {

    static Cause of(Origin origin) {
      return new Cause(
          origin.cause().name().toLowerCase(Locale.ROOT),
          origin.correlationId(),
          origin.causationId());
    }
  }
}
