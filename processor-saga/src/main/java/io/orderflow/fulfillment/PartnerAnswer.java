package io.orderflow.fulfillment;

import io.orderflow.api.order.OrderCommand;
import java.util.List;

/** The outcome of one request to a partner. */
public sealed interface PartnerAnswer {

  /**
   * A definitive answer, yes or no.
   *
   * @param reports for the order, in this sequence
   */
  record Settled(List<OrderCommand> reports) implements PartnerAnswer {

    public Settled {
      reports = List.copyOf(reports);
    }

    public static Settled with(OrderCommand... reports) {
      return new Settled(List.of(reports));
    }
  }

  /**
   * The partner has accepted the request. It answers by callback, or when asked again under the
   * same key.
   */
  record Later() implements PartnerAnswer {}

  /**
   * Neither a yes nor a no: a timeout, an error, an unusable answer. The request may have taken
   * effect.
   *
   * @param error for an operator; at most 500 characters
   * @param asked false if the failure was ours, before the partner was asked
   */
  record Unknown(String error, boolean asked) implements PartnerAnswer {

    public Unknown(String error) {
      this(error, true);
    }

    public static Unknown notAsked(String error) {
      return new Unknown(error, false);
    }
  }
}
