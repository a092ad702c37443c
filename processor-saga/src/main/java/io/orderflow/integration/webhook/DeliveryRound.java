package io.orderflow.integration.webhook;

import io.orderflow.integration.webhook.WebhookDeliveries.Due;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Sends due deliveries to one endpoint: those of different orders at the same time, those of one
 * order one after another. No further attempt begins once an attempt got no answer, an answer asked
 * for a pause or was 410 Gone, or one second has passed. Attempts under way finish.
 */
final class DeliveryRound {

  /** A change of the endpoint is seen by the next round. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Sending sending;
  private final BooleanSupplier stopping;
  private final Clock clock;
  private final Queue<List<Due>> waiting;
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final Instant end;
  private volatile boolean over;

  /**
   * @param deliveries in the sequence in which they are sent
   * @param stopping whether this node stops
   */
  DeliveryRound(
      Collection<Due> deliveries, Sending sending, BooleanSupplier stopping, Clock clock) {
    var ofOrders = new LinkedHashMap<String, List<Due>>();
    deliveries.forEach(
        each -> ofOrders.computeIfAbsent(each.orderId(), _ -> new ArrayList<>()).add(each));
    this.waiting = new ConcurrentLinkedQueue<>(ofOrders.values());
    this.sending = sending;
    this.stopping = stopping;
    this.clock = clock;
    this.end = clock.instant().plus(LONGEST);
  }

  /** Called by several threads. */
  @FunctionalInterface
  interface Sending {
    AttemptResult send(Due delivery);
  }

  /**
   * An attempt that has ended.
   *
   * @param at when
   */
  record Attempt(Due delivery, AttemptResult result, Instant at) {}

  /**
   * Returns when no attempt is under way any more: those that have ended, in the sequence of their
   * ends.
   *
   * @param concurrency the most attempts at the same time
   * @param more each attempt beside the first needs one of these for as long as the round lasts
   */
  List<Attempt> send(int concurrency, Semaphore more) {
    int beside = 0;
    while (beside < Math.min(concurrency, waiting.size()) - 1 && more.tryAcquire()) {
      beside++;
    }
    if (beside == 0) {
      sendNext();
    } else {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int sender = 0; sender <= beside; sender++) {
          threads.execute(this::sendNext);
        }
      } finally {
        more.release(beside);
      }
    }
    return List.copyOf(attempts);
  }

  private void sendNext() {
    for (var order = waiting.poll(); order != null; order = waiting.poll()) {
      for (var delivery : order) {
        if (over || stopping.getAsBoolean() || clock.instant().isAfter(end)) {
          return;
        }
        var result = sending.send(delivery);
        if (!result.isAnswered() && stopping.getAsBoolean()) {
          return; // this node may have ended it; another tries it
        }
        if (!result.isAnswered() || result.asksForPause() || result.isGone()) {
          over = true;
        }
        attempts.add(new Attempt(delivery, result, clock.instant()));
      }
    }
  }
}
