package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.webhook.WebhookStatus.DisabledFor;
import io.orderflow.integration.webhook.WebhookDeliveries.Due;
import io.orderflow.integration.webhook.WebhookEndpoints.Callable;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends an endpoint what is due there, one event after another. An endpoint that hangs delays no
 * other: it has one attempt under way, and after an attempt without an answer a pause.
 */
final class EndpointVisit {

  private static final Logger log = LoggerFactory.getLogger(EndpointVisit.class);

  /** Whose bodies are read at once. */
  private static final int AT_ONCE = 10;

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

  EndpointVisit(
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      WebhookDeliveries deliveries,
      WebhookEndpoints endpoints,
      AddressPolicy policy,
      WebhookSender sender,
      RetrySchedule retries,
      WebhookMeters meters,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.deliveries = deliveries;
    this.endpoints = endpoints;
    this.policy = policy;
    this.sender = sender;
    this.retries = retries;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @param stopping whether this node stops
   */
  void run(long endpoint, BooleanSupplier stopping) {
    var end = clock.instant().plus(LONGEST);
    boolean more = true;
    while (more && !stopping.getAsBoolean() && clock.instant().isBefore(end)) {
      var due = deliveries.due(endpoint, clock.instant(), AT_ONCE);
      // what has come meanwhile begins the next visit
      more = sendAll(due, stopping) && due.size() == AT_ONCE;
    }
  }

  /** Whether it may be sent more. It is read before each, as it may have been changed. */
  private boolean sendAll(List<Due> due, BooleanSupplier stopping) {
    for (var delivery : due) {
      var endpoint = endpoints.callable(delivery.endpointId());
      if (stopping.getAsBoolean() || endpoint.isEmpty()) {
        return false;
      }
      var result = send(endpoint.get(), delivery);
      if (!result.isAnswered() && stopping.getAsBoolean()) {
        return false; // this node may have ended it; another tries it
      }
      meters.count(result.outcome());
      if (result.isDelivered()) {
        succeeded(endpoint.get(), delivery, result);
      } else {
        failed(endpoint.get(), delivery, result);
      }
    }
    return true;
  }

  private AttemptResult send(Callable endpoint, Due delivery) {
    return sender.send(
        endpoint.url(),
        policy,
        delivery.eventId(),
        endpoint.secrets(),
        delivery.body().getBytes(UTF_8));
  }

  private void succeeded(Callable endpoint, Due delivery, AttemptResult result) {
    deliveries.delivered(delivery, clock.instant(), result);
    if (endpoint.failingSince() != null || endpoint.unanswered() > 0) {
      jdbc.update(SUCCEEDED, delivery.endpointId(), endpoint.url());
    }
  }

  private void failed(Callable endpoint, Due delivery, AttemptResult result) {
    var now = clock.instant();
    int unanswered = result.isAnswered() ? 0 : endpoint.unanswered() + 1;
    var pause = pause(result, unanswered);
    var again =
        retries.isOver(delivery.begunAt(), now)
            ? null
            : retries.next(delivery.begunAt(), now, delivery.failures() + 1, result);
    var reason = disabledFor(endpoint, result, again == null, now);
    boolean disabled =
        Boolean.TRUE.equals(
            transactions.execute(
                _ -> {
                  // The endpoint before its delivery, as who repeats a delivery. Of one that has
                  // another URL by now this attempt says nothing.
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
                  deliveries.failed(delivery, again, now, result);
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
    // Not at any failure: after a time without events the first one would disable it.
    var since = endpoint.failingSince();
    return givenUp && since != null && retries.isFailing(since, now) ? DisabledFor.FAILING : null;
  }
}
