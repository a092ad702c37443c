package io.orderflow.integration.notification;

import io.cloudevents.CloudEvent;
import io.orderflow.integration.notification.NotificationService.Outcome;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Notifications of different orders, sent at the same time. After the first one whose outcome is
 * unknown, and after the time limit, no further one begins: those under way end, and the others
 * come in another round.
 */
final class NotificationRound {

  private final NotificationService service;
  private final Duration limit;
  private final Queue<Task> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable String> unknown = new AtomicReference<>();
  private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();

  /**
   * @param limit for the last request to begin
   */
  NotificationRound(NotificationService service, Duration limit) {
    this.service = service;
    this.limit = limit;
  }

  /** Called by several threads. */
  @FunctionalInterface
  interface OnAccepted {
    void accepted(CloudEvent event, Notification notification, String id);
  }

  /** The service does not accept this one as it is. */
  record Refusal(CloudEvent event, String why) {}

  private record Task(CloudEvent event, Notification notification) {}

  void add(CloudEvent event, Notification notification) {
    waiting.add(new Task(event, notification));
  }

  /** Returns when no request is under way any more. */
  void send(int concurrency, OnAccepted onAccepted) {
    long until = System.nanoTime() + limit.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int sender = Math.min(concurrency, waiting.size()); sender > 0; sender--) {
        threads.execute(() -> sendNext(until, onAccepted));
      }
    }
    if (!waiting.isEmpty()) {
      unknown.compareAndSet(
          null, "it did not accept all of a round within " + limit.toMillis() + " ms");
    }
  }

  private void sendNext(long until, OnAccepted onAccepted) {
    while (unknown.get() == null && until - System.nanoTime() > 0) {
      var task = waiting.poll();
      if (task == null) {
        return;
      }
      switch (outcome(task)) {
        case Outcome.Accepted accepted ->
            onAccepted.accepted(task.event(), task.notification(), accepted.id());
        case Outcome.Refused refused ->
            refusal.compareAndSet(null, new Refusal(task.event(), refused.why()));
        case Outcome.Unknown failed -> unknown.compareAndSet(null, failed.why());
      }
    }
  }

  /** A failure of ours must not look like an acceptance. */
  private Outcome outcome(Task task) {
    try {
      return service.send(task.notification());
    } catch (RuntimeException failed) {
      return new Outcome.Unknown("it could not be asked: " + failed);
    }
  }

  /** Why an outcome is unknown; null if all are known. */
  @Nullable String unknown() {
    return unknown.get();
  }

  @Nullable Refusal refusal() {
    return refusal.get();
  }
}
