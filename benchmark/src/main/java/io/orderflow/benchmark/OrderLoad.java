package io.orderflow.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Places orders of one line each, in turn at each process of the application. */
final class OrderLoad {

  private static final Pattern ORDER_ID = Pattern.compile("\"orderId\":\"([0-9a-f-]{36})\"");

  /** More requests on their way would measure the generator's own sockets. */
  private static final int MOST_AT_ONCE = 2_000;

  private static final int CUSTOMERS = 16;
  private static final int MOST_FAILURES = 100;
  private static final long PAUSE_MILLIS = 50;

  private final List<HttpConnections> applications;
  private final int skus;
  private final String run = UUID.randomUUID().toString();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, Instant> accepted = new ConcurrentHashMap<>();
  private final Queue<Double> postMillis = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private Instant start = Instant.EPOCH;
  private Instant answered = Instant.EPOCH;

  /**
   * @param skus among how many products the orders spread
   */
  OrderLoad(List<HttpConnections> applications, int skus) {
    this.applications = applications;
    this.skus = skus;
  }

  /**
   * So many orders a second, whatever becomes of those before. Each is timed from when it was due,
   * so that an application that stalls is charged for all that were due meanwhile.
   */
  void offer(double perSecond, Duration length) throws InterruptedException {
    int offered = (int) Math.round(perSecond * length.toMillis() / 1_000);
    var done = new CountDownLatch(offered);
    var places = new Semaphore(MOST_AT_ONCE);
    start = BenchmarkDatabase.now();
    long startNanos = System.nanoTime();
    for (int number = 0; number < offered; number++) {
      long after = (long) (number * 1e9 / perSecond);
      long wait = startNanos + after - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      Instant due = start.plusNanos(after);
      if (places.tryAcquire()) {
        Thread.startVirtualThread(
            () -> {
              place(due, startNanos + after);
              places.release();
              done.countDown();
            });
      } else {
        refused.incrementAndGet();
        done.countDown();
      }
    }
    done.await();
    answered = BenchmarkDatabase.now();
  }

  /**
   * So many accepted orders, by customers who each wait for their answer, and come back if refused.
   */
  void placeAsFastAsTaken(int orders) throws InterruptedException {
    start = BenchmarkDatabase.now();
    var left = new AtomicInteger(orders);
    var customers = new Thread[CUSTOMERS];
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      customers[customer] = Thread.startVirtualThread(() -> placeWhileAnyIsLeft(left));
    }
    for (Thread customer : customers) {
      customer.join();
    }
    answered = BenchmarkDatabase.now();
  }

  private void placeWhileAnyIsLeft(AtomicInteger left) {
    while (left.getAndDecrement() > 0) {
      while (!place(BenchmarkDatabase.now(), System.nanoTime())
          && failures.size() < MOST_FAILURES) {
        LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000);
      }
    }
  }

  /** Whether it was accepted. */
  private boolean place(Instant due, long dueNanos) {
    int number = numbers.getAndIncrement();
    String body =
        """
        {"customerId":"c-%d","items":[{"sku":"sku-%d","quantity":1}],"paymentMethod":"pm_card_ok"}"""
            .formatted(number % 1_000, number % skus);
    try {
      var http = applications.get(number % applications.size());
      var response = http.send("POST", "/api/v1/orders", run + "-" + number, body);
      var id = ORDER_ID.matcher(response.body());
      if (response.status() == 201 && id.find()) {
        postMillis.add((System.nanoTime() - dueNanos) / 1e6);
        accepted.put(id.group(1), due);
        return true;
      }
      if (response.status() == 503 || response.status() == 429) {
        refused.incrementAndGet();
      } else {
        failures.add(response.toString());
      }
    } catch (IOException | RuntimeException failed) {
      failures.add(failed.toString());
    }
    return false;
  }

  /** When each accepted order was due. */
  Map<String, Instant> accepted() {
    return accepted;
  }

  /** Of accepted orders only. */
  Queue<Double> postMillis() {
    return postMillis;
  }

  Instant start() {
    return start;
  }

  /** When the last request was answered. */
  Instant answered() {
    return answered;
  }

  int refused() {
    return refused.get();
  }

  /** What was answered otherwise than with acceptance or refusal. */
  Queue<String> failures() {
    return failures;
  }
}
