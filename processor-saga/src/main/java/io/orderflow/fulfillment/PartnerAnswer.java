package io.orderflow.fulfillment;

import io.orderflow.api.order.OrderCommand;
import java.util.List;

/** What came of asking a partner once. */
public sealed interface PartnerAnswer {

  /**
   * A definitive answer, yes or no.
   *
   * @param reports what the order is told, in this order
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
   * The partner has taken the request and answers by callback, or when asked again under the same
   * key.
   */
  record Later() implements PartnerAnswer {}

  /**
   * Neither a yes nor a no: a time-out, an error, an answer that makes no sense. It may have
   * happened.
   *
   * @param error what was seen, in a few words for an operator; at most 500 characters
   * @param asked false if something of our own failed before the partner was asked
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
