package io.orderflow.simulator.callback;

import io.orderflow.simulator.book.LedgerChange;
import io.orderflow.simulator.book.LedgerDecision;
import io.orderflow.simulator.book.LedgerThread;
import io.orderflow.simulator.book.LedgerUnavailableException;
import io.orderflow.simulator.book.RequestId;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.RequestRecord.Standing;
import io.orderflow.simulator.book.ScheduledCallback;
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
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets appointments fall due, and carries the callbacks about them until they are accepted. What
 * the book does not show as settled when the simulator stops is carried again from its next start.
 */
final class CallbackScheduler implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CallbackScheduler.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration PAUSE_FOR_BOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final LedgerThread ledger;
  private final Map<RequestId.Kind, PartnerBehavior> partners = new EnumMap<>(RequestId.Kind.class);
  private final List<CallbackTransport> couriers;
  private final Post post;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("simulator-postman").factory());

  /** What the postman works by. */
  record Post(JsonMapper json, Clock clock, int maxAttempts) {}

  CallbackScheduler(
      LedgerThread ledger,
      List<PartnerBehavior> partners,
      List<CallbackTransport> couriers,
      Post post) {
    this.ledger = ledger;
    partners.forEach(partnerBehavior -> this.partners.put(partnerBehavior.kind(), partnerBehavior));
    this.couriers = List.copyOf(couriers);
    this.post = post;
  }

  /** One of the times an appointment is told; {@code copies} is how many tellings are left. */
  private record Round(ScheduledCallback appointment, int attempt, int copies) {

    Round again() {
      return new Round(appointment, attempt + 1, copies);
    }

    Round nextCopy() {
      return new Round(appointment, 1, copies - 1);
    }

    Duration pause() {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
      return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
  }

  /** Starts the book, which hands over what fell due in the meantime and all that will. */
  void start() {
    ledger.start(
        appointment ->
            after(
                Duration.between(post.clock().instant(), appointment.dueAt()),
                new Round(appointment, 1, appointment.deliveries())));
  }

  private void after(Duration pause, Round round) {
    try {
      var _ = timer.schedule(() -> go(round), Math.max(0, pause.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      log.debug("{} waits in the book for the next start", round.appointment());
    }
  }

  private void go(Round round) {
    PartnerBehavior partnerBehavior = partnerOf(round.appointment());
    var _ =
        ledger
            .ask(
                book -> {
                  RequestRecord deal =
                      Objects.requireNonNull(book.find(round.appointment().deal()));
                  LedgerChange ledgerChange = partnerBehavior.fallDue(round.appointment(), deal);
                  return new LedgerDecision<>(standingAfter(deal, ledgerChange), ledgerChange);
                })
            .thenComposeAsync(deal -> tell(round, deal), timer)
            .whenComplete((told, failure) -> report(round, failure));
  }

  private PartnerBehavior partnerOf(ScheduledCallback appointment) {
    return Objects.requireNonNull(partners.get(appointment.deal().kind()));
  }

  private static RequestRecord standingAfter(
      RequestRecord before, @Nullable LedgerChange ledgerChange) {
    return ledgerChange == null || ledgerChange.deals() == null
        ? before
        : ledgerChange.deals().getFirst();
  }

  private CompletableFuture<Boolean> tell(Round round, RequestRecord deal) {
    ScheduledCallback appointment = round.appointment();
    String url = deal.terms().callbackUrl();
    if (url == null || deal.standing() == Standing.UNDONE) {
      return settle(appointment);
    }
    Object message = partnerOf(appointment).message(appointment, deal);
    String body = post.json().writeValueAsString(message);
    return carry(new CallbackMessage(URI.create(url), deal.terms().orderId(), body))
        .thenComposeAsync(accepted -> accepted ? accepted(round) : refused(round), timer);
  }

  /** Nobody knows an address of Kafka's once the simulator is started without it. */
  private CompletableFuture<Boolean> carry(CallbackMessage callbackMessage) {
    return couriers.stream()
        .filter(courier -> courier.knows(callbackMessage.address()))
        .findFirst()
        .map(courier -> courier.carry(callbackMessage))
        .orElseGet(() -> CompletableFuture.completedFuture(false));
  }

  private CompletableFuture<Boolean> accepted(Round round) {
    if (round.copies() == 1) {
      return settle(round.appointment());
    }
    go(round.nextCopy());
    return CompletableFuture.completedFuture(false);
  }

  private CompletableFuture<Boolean> refused(Round round) {
    if (round.attempt() >= post.maxAttempts()) {
      log.warn("Nobody accepts {}; given up after {} tries", round.appointment(), round.attempt());
      return settle(round.appointment());
    }
    after(round.pause(), round.again());
    return CompletableFuture.completedFuture(false);
  }

  private CompletableFuture<Boolean> settle(ScheduledCallback appointment) {
    return ledger.ask(
        book -> new LedgerDecision<>(true, LedgerChange.settled(appointment.eventId())));
  }

  /** A book that does not decide is no failure: it still holds the appointment, for later. */
  private void report(Round round, @Nullable Throwable failure) {
    if (failure == null || timer.isShutdown()) {
      return;
    }
    if (isClosed(failure)) {
      after(PAUSE_FOR_BOOK, round);
    } else {
      log.error("{} is not told before the next start", round.appointment(), failure);
    }
  }

  private static boolean isClosed(Throwable failure) {
    return failure instanceof LedgerUnavailableException
        || failure.getCause() instanceof LedgerUnavailableException;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
