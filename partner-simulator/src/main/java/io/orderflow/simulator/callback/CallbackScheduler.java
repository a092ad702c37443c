package io.orderflow.simulator.callback;

import io.orderflow.simulator.ledger.Ledger;
import io.orderflow.simulator.ledger.LedgerChange;
import io.orderflow.simulator.ledger.LedgerDecision;
import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.ledger.LedgerUnavailableException;
import io.orderflow.simulator.ledger.RequestId;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import io.orderflow.simulator.ledger.ScheduledCallback;
import io.orderflow.simulator.partner.PartnerBehavior;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies scheduled callbacks when they are due, and sends them until the client accepts. A
 * callback that is not settled when the simulator stops is sent after its next start.
 */
final class CallbackScheduler implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CallbackScheduler.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration PAUSE_WITHOUT_LEDGER = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final LedgerThread ledgerThread;
  private final Map<RequestId.Kind, PartnerBehavior> partners = new EnumMap<>(RequestId.Kind.class);
  private final List<CallbackTransport> transports;
  private final Terms terms;

  /** One thread, so that callbacks that are due at the same instant keep their order. */
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("simulator-callbacks").factory());

  record Terms(JsonMapper json, Clock clock, int maxAttempts) {}

  CallbackScheduler(
      LedgerThread ledgerThread,
      List<PartnerBehavior> partners,
      List<CallbackTransport> transports,
      Terms terms) {
    this.ledgerThread = ledgerThread;
    partners.forEach(behavior -> this.partners.put(behavior.kind(), behavior));
    this.transports = List.copyOf(transports);
    this.terms = terms;
  }

  /** An attempt to deliver a callback; {@code copies} is the number of deliveries left. */
  private record Attempt(ScheduledCallback callback, int number, int copies) {

    Attempt again() {
      return new Attempt(callback, number + 1, copies);
    }

    Attempt nextCopy() {
      return new Attempt(callback, 1, copies - 1);
    }

    Duration pause() {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(number - 1, 10));
      return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
  }

  /** Starts the ledger, which hands over the unsettled callbacks and all later ones. */
  void start() {
    ledgerThread.start(
        callback ->
            after(
                Duration.between(terms.clock().instant(), callback.dueAt()),
                new Attempt(callback, 1, callback.deliveries())));
  }

  private void after(Duration pause, Attempt attempt) {
    try {
      var _ =
          timer.schedule(() -> run(attempt), Math.max(0, pause.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      log.debug("{} is sent after the next start", attempt.callback());
    }
  }

  private void run(Attempt attempt) {
    var _ =
        ledgerThread
            .submit(ledger -> due(ledger, attempt.callback()))
            .thenComposeAsync(request -> deliver(attempt, request), timer)
            .whenComplete((_, failure) -> handle(failure, attempt));
  }

  private LedgerDecision<RequestRecord> due(Ledger ledger, ScheduledCallback callback) {
    RequestRecord request = Objects.requireNonNull(ledger.find(callback.request()));
    LedgerChange change = partnerOf(callback).onDue(callback, request);
    List<RequestRecord> changed = change == null ? null : change.requests();
    return new LedgerDecision<>(changed == null ? request : changed.getFirst(), change);
  }

  private PartnerBehavior partnerOf(ScheduledCallback callback) {
    return Objects.requireNonNull(partners.get(callback.request().kind()));
  }

  private CompletableFuture<Boolean> deliver(Attempt attempt, RequestRecord request) {
    ScheduledCallback callback = attempt.callback();
    String url = request.terms().callbackUrl();
    if (url == null || request.standing() == Standing.UNDONE) {
      return settle(callback);
    }
    Object message = partnerOf(callback).message(callback, request);
    String body = terms.json().writeValueAsString(message);
    return send(new CallbackMessage(URI.create(url), request.terms().orderId(), body))
        .thenComposeAsync(accepted -> accepted ? accepted(attempt) : refused(attempt), timer);
  }

  /** A Kafka address has no transport once the simulator runs without Kafka. */
  private CompletableFuture<Boolean> send(CallbackMessage message) {
    return transports.stream()
        .filter(transport -> transport.supports(message.address()))
        .findFirst()
        .map(transport -> transport.send(message))
        .orElseGet(() -> CompletableFuture.completedFuture(false));
  }

  private CompletableFuture<Boolean> accepted(Attempt attempt) {
    if (attempt.copies() == 1) {
      return settle(attempt.callback());
    }
    run(attempt.nextCopy());
    return CompletableFuture.completedFuture(false);
  }

  private CompletableFuture<Boolean> refused(Attempt attempt) {
    if (attempt.number() >= terms.maxAttempts()) {
      log.warn("{} was not accepted in {} attempts", attempt.callback(), attempt.number());
      return settle(attempt.callback());
    }
    after(attempt.pause(), attempt.again());
    return CompletableFuture.completedFuture(false);
  }

  private CompletableFuture<Boolean> settle(ScheduledCallback callback) {
    return ledgerThread.submit(
        _ -> new LedgerDecision<>(true, LedgerChange.settled(callback.eventId())));
  }

  /** While the ledger is unavailable, the callback stays in it. */
  private void handle(@Nullable Throwable failure, Attempt attempt) {
    if (failure == null || timer.isShutdown()) {
      return;
    }
    if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof LedgerUnavailableException) {
      after(PAUSE_WITHOUT_LEDGER, attempt);
    } else {
      log.error("{} is not sent before the next start", attempt.callback(), failure);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
