package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import java.util.List;
import java.util.Locale;

/** Where a fulfillment stands. */
public sealed interface FulfillmentState {

  /** What is being done about a request. The labels are stored: never to be changed. */
  enum Phase {
    /** A worker processes the request. */
    ASKING,
    /** The deadline is waited for: the next attempt, a look-up, or the time limit. */
    WAITING,
    /** A step is overdue before money was taken: the order is asked to cancel. */
    GIVING_UP,
    /** A step or an undo is overdue, or an undo was refused: an operator is being alerted. */
    ALERTING,
    /** An undo was refused; earlier versions have stored overdue undos here, too. */
    AWAITING_OPERATOR;

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Phase labelled(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** A step, or the undo of one, is requested until it is answered. */
  sealed interface InProgress extends FulfillmentState {

    Attempt.Kind kind();

    Step step();

    Phase phase();

    PartnerRequest request();

    InProgress with(Phase phase, PartnerRequest request);

    /** The charge tells the requests of different sagas apart, not those of one. */
    default boolean isAsking(Attempt attempt) {
      return phase() == Phase.ASKING
          && attempt.kind() == kind()
          && attempt.step() == step()
          && attempt.requestNo() == request().requestNo()
          && attempt.number() == request().attempt();
    }
  }

  /** The order is on its way to the customer. */
  record Forward(Step step, Phase phase, PartnerRequest request) implements InProgress {

    @Override
    public Attempt.Kind kind() {
      return Attempt.Kind.REQUEST;
    }

    @Override
    public Forward with(Phase newPhase, PartnerRequest newRequest) {
      return new Forward(step, newPhase, newRequest);
    }
  }

  /**
   * The order is being cancelled.
   *
   * @param step the step being undone
   * @param rest the steps to undo after it, newest first
   */
  record Backward(Step step, List<Step> rest, Phase phase, PartnerRequest request)
      implements InProgress {

    public Backward {
      rest = List.copyOf(rest);
    }

    @Override
    public Attempt.Kind kind() {
      return Attempt.Kind.COMPENSATION;
    }

    @Override
    public Backward with(Phase newPhase, PartnerRequest newRequest) {
      return new Backward(step, rest, newPhase, newRequest);
    }
  }

  /** Everything is undone: the order is asked to end. */
  record Completing() implements FulfillmentState {}

  record Closed() implements FulfillmentState {}
}
