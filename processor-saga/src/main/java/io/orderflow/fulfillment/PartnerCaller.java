package io.orderflow.fulfillment;

import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.ConfirmStep;
import io.orderflow.api.order.OrderCommand.RecordStepAttemptFailed;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.origin.Origin;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a partner once and reports the outcome: to the order if it is a fact of the order, otherwise
 * to the saga alone.
 */
public class PartnerCaller {

  private static final Logger log = LoggerFactory.getLogger(PartnerCaller.class);

  private final CommandGateway commands;
  private final RandomGenerator random;
  private final Clock clock;
  private final Terms terms;

  PartnerCaller(CommandGateway commands, RandomGenerator random, Clock clock, Terms terms) {
    this.commands = commands;
    this.random = random;
    this.clock = clock;
    this.terms = terms;
  }

  /**
   * Does nothing if the attempt is old and the order no longer wants it.
   *
   * @param saga takes the outcomes that are no facts of the order
   */
  public void ask(
      AttemptContext context, Supplier<PartnerAnswer> partner, Consumer<FulfillmentSignal> saga) {
    if (isOld(context) && !isStillWanted(context)) {
      return;
    }
    var answer = answerOf(partner);
    PartnerSpans.answered(answer);
    log.debug(
        "Order {}: {} {}: {}",
        context.orderId(),
        context.attempt().kind(),
        context.attempt().step(),
        answer.getClass().getSimpleName());
    switch (answer) {
      case PartnerAnswer.Settled(var reports) ->
          reports.forEach(report -> send(report, replyTo(context)));
      case PartnerAnswer.Later() -> saga.accept(new FulfillmentSignal.Accepted(context.attempt()));
      case PartnerAnswer.Unknown(var error, _) -> failed(context, error, saga);
    }
  }

  /** A refusal is only logged: an order refuses no report unless there is a bug. */
  public void send(OrderCommand command, Origin origin) {
    if (outcomeOf(command, origin) instanceof OrderOutcome.Refused(var code, var detail, _, _)) {
      log.error(
          "Order {} refused {} as {}: {}",
          command.orderId(),
          command.getClass().getSimpleName(),
          code,
          detail);
    }
  }

  private boolean isOld(AttemptContext context) {
    return context.since() == null
        || context.since().plus(terms.confirmAfter()).isBefore(clock.instant());
  }

  /**
   * A saga whose row was lost is rebuilt from old events, and lags behind its order until it has
   * processed all of them. Partners may have forgotten the keys of that time and would do again
   * what they are asked again.
   */
  private boolean isStillWanted(AttemptContext context) {
    var attempt = context.attempt();
    var question =
        new ConfirmStep(context.orderId(), attempt.kind(), attempt.step(), attempt.chargeId());
    return switch (outcomeOf(question, replyTo(context))) {
      case OrderOutcome.Accepted _ -> true;
      case OrderOutcome.Refused(_, var detail, _, _) -> {
        log.info("Order {}: skipped {}: {}", context.orderId(), attempt.step(), detail);
        yield false;
      }
      case null -> throw new IllegalStateException("the order did not answer in time");
    };
  }

  /** Null if the order did not answer in time. */
  private @Nullable OrderOutcome outcomeOf(OrderCommand command, Origin origin) {
    return commands.sendAndWait(
        command, origin.metaData(), terms.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void failed(AttemptContext context, String error, Consumer<FulfillmentSignal> saga) {
    var now = clock.instant();
    var attempt = context.attempt();
    var next = now.plus(terms.backoff().apply(attempt).after(attempt.number(), random));
    if (LastRecordedFailure.isDue(context.lastRecorded(), attempt, error, now)) {
      send(new RecordStepAttemptFailed(context.orderId(), attempt, error, next), replyTo(context));
    } else {
      saga.accept(new FulfillmentSignal.AttemptFailed(attempt, next));
    }
  }

  private static Origin replyTo(AttemptContext context) {
    return CausingEvent.origin(Origin.Cause.REPLY, context.cause());
  }

  /** An exception of an adapter says nothing about what happened at the partner. */
  private static PartnerAnswer answerOf(Supplier<PartnerAnswer> partner) {
    try {
      return partner.get();
    } catch (RuntimeException failed) {
      log.warn("A partner could not be asked", failed);
      return new PartnerAnswer.Unknown("could not be asked: " + failed.getClass().getSimpleName());
    }
  }

  /**
   * @param timeout for an answer of the order
   * @param confirmAfter the age from which an attempt is confirmed by its order first
   * @param backoff the pauses after a failed attempt
   */
  record Terms(Duration timeout, Duration confirmAfter, Function<Attempt, Backoff> backoff) {}
}
