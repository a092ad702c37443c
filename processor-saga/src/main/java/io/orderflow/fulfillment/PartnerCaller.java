package io.orderflow.fulfillment;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.ConfirmStep;
import io.orderflow.api.order.OrderCommand.RecordStepAttemptFailed;
import io.orderflow.api.order.OrderOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all workers do: they ask a partner once and report what came of it, to the order where it is
 * a fact of the order, else to the saga alone.
 */
public class PartnerCaller {

  private static final Logger log = LoggerFactory.getLogger(PartnerCaller.class);

  private final CommandGateway commands;
  private final RandomGenerator random;
  private final Clock clock;
  private final Terms terms;

  public PartnerCaller(CommandGateway commands, RandomGenerator random, Clock clock, Terms terms) {
    this.commands = commands;
    this.random = random;
    this.clock = clock;
    this.terms = terms;
  }

  /** Asks, unless it is an old story of which the order says that it is over. */
  public void ask(Try tried, Supplier<PartnerAnswer> partner, Aside saga) {
    if (isOld(tried) && !isStillWanted(tried)) {
      return;
    }
    switch (answerOf(partner)) {
      case PartnerAnswer.Settled(var reports) -> reports.forEach(this::send);
      case PartnerAnswer.Later() -> saga.accepted(tried.attempt());
      case PartnerAnswer.Unknown(var error, _) -> failed(tried, error, saga);
    }
  }

  /** A refusal is logged and no more: reports are not refused unless somebody has a bug. */
  public void send(OrderCommand command) {
    if (answerTo(command) instanceof OrderOutcome.Refused(var code, var detail, _, _)) {
      log.error(
          "Order {} refused {} as {}: {}",
          command.orderId(),
          command.getClass().getSimpleName(),
          code,
          detail);
    }
  }

  private boolean isOld(Try tried) {
    return tried.since() == null
        || tried.since().plus(terms.confirmAfter()).isBefore(clock.instant());
  }

  /**
   * A saga whose rows were lost is rebuilt from events of long ago, and lags behind its order until
   * it has heard them all. Partners may have forgotten the keys of that time: what is asked for
   * again then is done again.
   */
  private boolean isStillWanted(Try tried) {
    var attempt = tried.attempt();
    var question =
        new ConfirmStep(tried.orderId(), attempt.kind(), attempt.step(), attempt.chargeId());
    return switch (answerTo(question)) {
      case OrderOutcome.Accepted _ -> true;
      case OrderOutcome.Refused(_, var detail, _, _) -> {
        log.info("Order {}: {} is not asked for: {}", tried.orderId(), attempt.step(), detail);
        yield false;
      }
      case null -> throw new IllegalStateException("the order did not answer in time");
    };
  }

  /** Null if there was none in time. */
  private @Nullable OrderOutcome answerTo(OrderCommand command) {
    return commands.sendAndWait(command, terms.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void failed(Try tried, String error, Aside saga) {
    var now = clock.instant();
    var attempt = tried.attempt();
    var next = now.plus(tried.backoff().after(attempt.number(), random));
    if (RecordedFailure.isDue(tried.lastRecorded(), attempt, error, now)) {
      send(new RecordStepAttemptFailed(tried.orderId(), attempt, error, next));
    } else {
      saga.failed(attempt, next);
    }
  }

  /** Whatever a partner's adapter throws says nothing about what has happened at the partner. */
  private static PartnerAnswer answerOf(Supplier<PartnerAnswer> partner) {
    try {
      return partner.get();
    } catch (RuntimeException failed) {
      log.warn("A partner could not be asked", failed);
      return new PartnerAnswer.Unknown("could not be asked: " + failed.getClass().getSimpleName());
    }
  }

  /**
   * One try.
   *
   * @param since when its story began: the order was placed, or the charge reported; null if nobody
   *     knows
   * @param lastRecorded the failure the order was told of last; null if of none
   * @param backoff the pauses before it is tried again
   */
  public record Try(
      OrderId orderId,
      Attempt attempt,
      @Nullable Instant since,
      @Nullable RecordedFailure lastRecorded,
      Backoff backoff) {}

  /**
   * @param timeout how long an order's answer is waited for
   * @param confirmAfter a story older than this is confirmed by its order before a partner is asked
   */
  public record Terms(Duration timeout, Duration confirmAfter) {}

  /** How a saga is told what is no fact of its order. */
  public interface Aside {

    /** The partner answers later. */
    void accepted(Attempt attempt);

    /** It failed, once more in the way that is known. */
    void failed(Attempt attempt, Instant nextAttemptAt);
  }
}
