package io.orderflow.inbox;

import io.orderflow.engine.logging.LogContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Dispatches due entries of the inbox. After a failure, or the death of this process, an entry is
 * claimed again when its pause or lease has ended, here or on another node.
 */
@Component
class InboxWorker {

  static final int BATCH = 32;

  private static final Logger log = LoggerFactory.getLogger(InboxWorker.class);

  /**
   * An unknown order is believed only after this many attempts: a callback may be about money, and
   * an event store that has just lost its connection may not find an order that exists.
   */
  static final int TRIES_FOR_AN_UNKNOWN_ORDER = 5;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final Inbox inbox;
  private final InboxDispatcher dispatcher;
  private final CallbackProperties properties;
  private final Clock clock;
  private final UnmatchedCallbackMeter unmatched = new UnmatchedCallbackMeter();

  InboxWorker(Inbox inbox, InboxDispatcher dispatcher, CallbackProperties properties, Clock clock) {
    this.inbox = inbox;
    this.dispatcher = dispatcher;
    this.properties = properties;
    this.clock = clock;
  }

  /** Claims one batch, dispatches it and settles it. Returns whether there may be more. */
  boolean work() {
    var now = clock.instant();
    var leaseEnd = now.plus(lease());
    var entries = inbox.claim(BATCH, now, leaseEnd);
    var settlements = new ArrayList<InboxEntryUpdate>();
    for (var entry : entries) {
      if (clock.instant().plus(properties.commandTimeout()).isAfter(leaseEnd)) {
        break; // the rest is claimed again when the lease has ended
      }
      try (var _ = LogContext.open()) { // the dispatcher names the order
        settlements.add(settlement(entry, dispatcher.dispatch(entry)));
      }
    }
    inbox.settle(settlements, clock.instant());
    settlements.forEach(this::report);
    return entries.size() == BATCH;
  }

  /**
   * A batch usually takes milliseconds. A lease for the worst case, in which every command times
   * out, would delay the entries of a dead process by minutes.
   */
  private Duration lease() {
    return properties.commandTimeout().multipliedBy(2).plusSeconds(10);
  }

  private InboxEntryUpdate settlement(InboxEntry entry, DispatchResult result) {
    return switch (result) {
      case DispatchResult.Done() -> InboxEntryUpdate.done(entry);
      case DispatchResult.Rejected(var reason, var detail) when isToBeConfirmed(entry, reason) ->
          InboxEntryUpdate.postponed(entry, detail, nextAttempt(entry));
      case DispatchResult.Rejected(var reason, var detail) ->
          InboxEntryUpdate.rejected(entry, reason, detail);
      case DispatchResult.Failed(var error, var cause) -> {
        if (Integer.bitCount(entry.attempts()) == 1) { // 1, 2, 4, 8 …, so that the log stays short
          // The cause is not the last argument: the log's filter needs it, its trace is not wanted.
          log.warn(
              "{} failed {} times, next in {}: {}{}",
              entry,
              entry.attempts(),
              pauseAfter(entry.attempts()),
              error,
              "",
              cause,
              "");
        }
        yield InboxEntryUpdate.postponed(entry, error, nextAttempt(entry));
      }
    };
  }

  private static boolean isToBeConfirmed(InboxEntry entry, UnmatchedReason reason) {
    return reason == UnmatchedReason.ORDER_NOT_FOUND
        && entry.attempts() < TRIES_FOR_AN_UNKNOWN_ORDER;
  }

  private void report(InboxEntryUpdate settlement) {
    var reason = settlement.unmatched();
    if (reason != null) {
      unmatched.count(settlement.entry().id().source(), reason);
      log.error(
          "{} matches no order ({}) and is kept in fulfillment.inbox as REJECTED. Ask the partner"
              + " about it; GET /api/v1/admin/unmatched-callbacks lists them",
          settlement.entry(),
          reason);
    }
  }

  UnmatchedCallbackMeter unmatched() {
    return unmatched;
  }

  private Instant nextAttempt(InboxEntry entry) {
    return clock.instant().plus(pauseAfter(entry.attempts()));
  }

  private Duration pauseAfter(int attempts) {
    var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 30));
    var longest = properties.longestPause();
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
