package io.orderflow.inbox;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Passes on what is due in the inbox. Whatever goes wrong, and wherever it dies, the row is taken
 * again when its lease or its pause has ended, here or on another node.
 */
@Component
class InboxWorker {

  static final int BATCH = 16;

  private static final Logger LOG = LoggerFactory.getLogger(InboxWorker.class);

  /**
   * How often an order must be unknown before that is believed: a callback may be about money, and
   * an event store that has just lost its connection may find nothing of an order that exists.
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

  /** Takes one batch. Answers whether there may be more. */
  boolean work() {
    var now = clock.instant();
    var leaseEnd = now.plus(lease());
    var entries = inbox.claim(BATCH, now, leaseEnd);
    for (var entry : entries) {
      if (clock.instant().plus(properties.commandTimeout()).isAfter(leaseEnd)) {
        break; // what is left is taken by whoever looks when the lease has ended
      }
      settle(entry, dispatcher.deliver(entry));
    }
    return entries.size() == BATCH;
  }

  /**
   * Usually a batch takes milliseconds. A lease that is long enough for one whose every command
   * takes as long as it may would let what a dead process had in hand lie still for minutes.
   */
  private Duration lease() {
    return properties.commandTimeout().multipliedBy(2).plusSeconds(10);
  }

  private void settle(InboxEntry entry, DispatchResult dispatchResult) {
    switch (dispatchResult) {
      case DispatchResult.Done() -> inbox.done(entry, clock.instant());
      case DispatchResult.Rejected(var reason, var detail) when isToBeConfirmed(entry, reason) ->
          inbox.failed(entry, detail, clock.instant().plus(pauseAfter(entry.attempts())));
      case DispatchResult.Rejected(var reason, var detail) -> park(entry, reason, detail);
      case DispatchResult.Failed(var error, var cause) -> {
        var pause = pauseAfter(entry.attempts());
        if (Integer.bitCount(entry.attempts()) == 1) { // 1, 2, 4, 8 …: told, but not every minute
          // The cause goes along, but not last: for the log's filter, without its trace.
          LOG.warn(
              "{} failed {} times, next in {}: {}{}",
              entry,
              entry.attempts(),
              pause,
              error,
              "",
              cause,
              "");
        }
        inbox.failed(entry, error, clock.instant().plus(pause));
      }
    }
  }

  private static boolean isToBeConfirmed(InboxEntry entry, UnmatchedReason reason) {
    return reason == UnmatchedReason.ORDER_NOT_FOUND
        && entry.attempts() < TRIES_FOR_AN_UNKNOWN_ORDER;
  }

  private void park(InboxEntry entry, UnmatchedReason reason, String detail) {
    inbox.rejected(entry, reason, detail, clock.instant());
    unmatched.count(entry.sender(), reason);
    LOG.error(
        "{} fits no order ({}) and is kept in fulfillment.inbox as REJECTED. Ask the partner what it"
            + " is about; GET /api/v1/admin/unmatched-callbacks counts them",
        entry,
        reason);
  }

  public UnmatchedCallbackMeter unmatched() {
    return unmatched;
  }

  private Duration pauseAfter(int attempts) {
    var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 30));
    var longest = properties.longestPause();
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
