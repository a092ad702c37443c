package io.orderflow.fulfillment;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand;
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
public class Reporter {

  private static final Logger log = LoggerFactory.getLogger(Reporter.class);

  private final CommandGateway commands;
  private final RandomGenerator random;
  private final Clock clock;
  private final Duration timeout;

  /**
   * @param timeout how long an order's answer is waited for
   */
  public Reporter(CommandGateway commands, RandomGenerator random, Clock clock, Duration timeout) {
    this.commands = commands;
    this.random = random;
    this.clock = clock;
    this.timeout = timeout;
  }

  public void ask(Try tried, Supplier<Answer> partner, Aside saga) {
    switch (answerOf(partner)) {
      case Answer.Settled(var reports) -> reports.forEach(this::send);
      case Answer.Later() -> saga.accepted(tried.attempt());
      case Answer.Unknown(var error) -> failed(tried, error, saga);
    }
  }

  /** A refusal is logged and no more: reports are not refused unless somebody has a bug. */
  public void send(OrderCommand command) {
    OrderOutcome outcome = commands.sendAndWait(command, timeout.toMillis(), TimeUnit.MILLISECONDS);
    if (outcome instanceof OrderOutcome.Refused(var code, var detail, _)) {
      log.error(
          "Order {} refused {} as {}: {}",
          command.orderId(),
          command.getClass().getSimpleName(),
          code,
          detail);
    }
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
  private static Answer answerOf(Supplier<Answer> partner) {
    try {
      return partner.get();
    } catch (RuntimeException failed) {
      log.warn("A partner could not be asked", failed);
      return new Answer.Unknown("could not be asked: " + failed.getClass().getSimpleName());
    }
  }

  /**
   * One try.
   *
   * @param lastRecorded the failure the order was told of last; null if of none
   * @param backoff the pauses before it is tried again
   */
  public record Try(
      OrderId orderId, Attempt attempt, @Nullable RecordedFailure lastRecorded, Backoff backoff) {}

  /** How a saga is told what is no fact of its order. */
  public interface Aside {

    /** The partner answers later. */
    void accepted(Attempt attempt);

    /** It failed, once more in the way that is known. */
    void failed(Attempt attempt, Instant nextAttemptAt);
  }
}
