package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.webhook.WebhookStatus.DisabledFor;
import io.orderflow.integration.webhook.DeliveryRound.Attempt;
import io.orderflow.integration.webhook.WebhookDeliveries.Due;
import io.orderflow.integration.webhook.WebhookEndpoints.Callable;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends an endpoint what is due there, in rounds. The first has one event, and each is twice as
 * large as the one before while everything is delivered; after a failure the next one has one event
 * again. So an endpoint that hangs has one attempt under way, and one that answers soon gets
 * several at a time. After an attempt without an answer there is a pause.
 */
final class EndpointVisit {

  private static final Logger log = LoggerFactory.getLogger(EndpointVisit.class);

  /** The most events of a round; after a crash so many may be repeated. */
  private static final int LARGEST_ROUND = 256;

  /** The most events that all visits of a node hold in memory; each may hold one. */
  private static final int LARGEST_ROUNDS_TOGETHER = 4_096;

  /** Then it ends and begins anew, so that a node that stops need not wait for long. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final String SUCCEEDED =
      """
      update webhooks.endpoint set failing_since = null, unanswered = 0, paused_until = null
      where id = ? and url = ?
        and (failing_since is not null or unanswered > 0 or paused_until is not null)""";

  private static final String FAILED =
      """
      update webhooks.endpoint
      set failing_since = coalesce(failing_since, ?), unanswered = ?, paused_until = ?
      where id = ? and url = ?""";

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final WebhookDeliveries deliveries;
  private final WebhookEndpoints endpoints;
  private final AddressPolicy policy;
  private final WebhookSender sender;
  private final RetrySchedule retries;
  private final WebhookMeters meters;
  private final Clock clock;
  private final int concurrency;

  /** Attempts of all endpoints beside the one that each may always have under way. */
  private final Semaphore moreAttempts = new Semaphore(WebhookProperties.MORE_ATTEMPTS);

  private final AtomicInteger visits = new AtomicInteger();

  /**
   * @param concurrency the most attempts at the same time at one endpoint
   */
  EndpointVisit(
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      WebhookDeliveries deliveries,
      WebhookEndpoints endpoints,
      AddressPolicy policy,
      WebhookSender sender,
      RetrySchedule retries,
      WebhookMeters meters,
      Clock clock,
      int concurrency) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.deliveries = deliveries;
    this.endpoints = endpoints;
    this.policy = policy;
    this.sender = sender;
    this.retries = retries;
    this.meters = meters;
    this.clock = clock;
    this.concurrency = concurrency;
  }

  /**
   * @param stopping whether this node stops
   */
  void run(long endpoint, BooleanSupplier stopping) {
    visits.incrementAndGet();
    try {
      sendRounds(endpoint, stopping);
    } finally {
      visits.decrementAndGet();
    }
  }

  private void sendRounds(long endpoint, BooleanSupplier stopping) {
    var end = clock.instant().plus(LONGEST);
    int size = 1;
    boolean more = true;
    while (more && !stopping.getAsBoolean() && clock.instant().isBefore(end)) {
      // One more than is sent, which tells whether there are others. What comes meanwhile begins
      // the next visit.
      var due = deliveries.due(endpoint, clock.instant(), size + 1);
      var attempts = send(endpoint, due.subList(0, Math.min(size, due.size())), stopping);
      more = !attempts.isEmpty() && attempts.size() < due.size();
      size = sizeAfter(attempts, size);
    }
  }

  private int sizeAfter(List<Attempt> attempts, int size) {
    if (!attempts.stream().allMatch(each -> each.result().isDelivered())) {
      return 1;
    }
    int next = attempts.size() < size ? size : 2 * size;
    return Math.clamp(LARGEST_ROUNDS_TOGETHER / visits.get(), 1, Math.min(next, LARGEST_ROUND));
  }

  /** The endpoint is read before each round, as it may have been changed. */
  private List<Attempt> send(long id, List<Due> due, BooleanSupplier stopping) {
    var endpoint = due.isEmpty() ? Optional.<Callable>empty() : endpoints.callable(id);
    if (endpoint.isEmpty()) {
      return List.of();
    }
    var called = endpoint.get();
    var attempts =
        new DeliveryRound(due, delivery -> send(called, delivery), stopping, clock)
            .send(concurrency, moreAttempts);
    attempts.forEach(each -> meters.count(each.result().outcome()));
    note(id, called, attempts);
    return attempts;
  }

  /** In the sequence of their ends, and those that have succeeded one after another at once. */
  private void note(long id, Callable called, List<Attempt> attempts) {
    var endpoint = called;
    var delivered = new ArrayList<Attempt>();
    boolean paused = false;
    for (var attempt : attempts) {
      if (attempt.result().isDelivered()) {
        delivered.add(attempt);
      } else {
        endpoint = succeeded(id, endpoint, delivered, paused);
        delivered.clear();
        paused |= failed(endpoint, attempt, paused);
        endpoint = endpoint.failing(attempt.at());
      }
    }
    succeeded(id, endpoint, delivered, paused);
  }

  private AttemptResult send(Callable endpoint, Due delivery) {
    return sender.send(
        endpoint.url(),
        policy,
        delivery.eventId(),
        endpoint.secrets(),
        delivery.body().getBytes(UTF_8));
  }

  /**
   * @param paused by a failure of the same round, of which these successes say nothing
   * @return the endpoint as it is then
   */
  private Callable succeeded(long id, Callable endpoint, List<Attempt> delivered, boolean paused) {
    if (delivered.isEmpty()) {
      return endpoint;
    }
    deliveries.delivered(delivered);
    if (paused || (endpoint.failingSince() == null && endpoint.unanswered() == 0)) {
      return endpoint;
    }
    jdbc.update(SUCCEEDED, id, endpoint.url());
    return endpoint.succeeding();
  }

  /**
   * @param paused by an earlier failure of the same round: this one is another of the same outage
   * @return whether it makes a pause
   */
  private boolean failed(Callable endpoint, Attempt attempt, boolean paused) {
    var delivery = attempt.delivery();
    var result = attempt.result();
    var now = attempt.at();
    int unanswered = result.isAnswered() ? 0 : endpoint.unanswered() + 1;
    var pause = pause(result, unanswered);
    var again =
        retries.isOver(delivery.begunAt(), now)
            ? null
            : retries.next(delivery.begunAt(), now, delivery.failures() + 1, result);
    var reason = disabledFor(endpoint, result, again == null, now);
    if (paused && reason == null) {
      deliveries.failed(attempt, again);
      return true;
    }
    boolean disabled =
        Boolean.TRUE.equals(
            transactions.execute(
                _ -> {
                  // Locks the endpoint before its delivery, as a redelivery does. An endpoint whose
                  // URL has changed since the attempt is not updated.
                  int same =
                      jdbc.update(
                          FAILED,
                          Timestamp.from(now),
                          unanswered,
                          pause == null ? null : Timestamp.from(now.plus(pause)),
                          delivery.endpointId(),
                          endpoint.url());
                  boolean there =
                      reason != null
                          && same == 1
                          && endpoints.disable(delivery.endpointId(), reason, _ -> {}).isPresent();
                  deliveries.failed(attempt, again);
                  return there;
                }));
    if (disabled) {
      log.warn(
          "Webhook {} is disabled: {}; events that wait are kept, new ones are not stored for it."
              + " Ask its owner, then enable or delete it.",
          delivery.endpointId(),
          reason == DisabledFor.GONE
              ? "it has answered 410 Gone"
              : "all attempts since " + endpoint.failingSince() + " have failed");
    }
    return pause != null;
  }

  private @Nullable Duration pause(AttemptResult result, int unanswered) {
    if (!result.isAnswered()) {
      return retries.pause(unanswered);
    }
    var asked = result.retryAfter();
    return asked != null && result.asksForPause() ? retries.pause(asked) : null;
  }

  private @Nullable DisabledFor disabledFor(
      Callable endpoint, AttemptResult result, boolean givenUp, Instant now) {
    if (result.isGone()) {
      return DisabledFor.GONE;
    }
    // Requires an earlier failure: else the first one after a quiet time would disable it.
    var since = endpoint.failingSince();
    return givenUp && since != null && retries.isFailing(since, now) ? DisabledFor.FAILING : null;
  }
}
