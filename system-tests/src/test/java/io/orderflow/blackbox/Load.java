package io.orderflow.blackbox;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Places orders, and remembers what was said to each. */
final class Load implements AutoCloseable {

  private static final Pattern ORDER_ID = Pattern.compile("\"orderId\":\"([0-9a-f-]{36})\"");
  private static final Duration TICK = Duration.ofMillis(10);
  private static final long PAUSE_MILLIS = 200;

  private final Customers customers;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, LoadOrder> accepted = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> answers = new ConcurrentSkipListMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  Load(Customers customers) {
    this.customers = customers;
  }

  /** What was answered {@code 201}, and what was wished for. */
  Map<String, LoadOrder> accepted() {
    return accepted;
  }

  /** How often what was answered: status, code, and whether there was a {@code Retry-After}. */
  Map<String, Long> answers() {
    var counts = new TreeMap<String, Long>();
    answers.forEach((answer, count) -> counts.put(answer, count.get()));
    return counts;
  }

  /** So many customers, each of whom orders again once the last order was answered. */
  void ofPatientCustomers(int count, Duration length) {
    long end = System.nanoTime() + length.toNanos();
    var all = new CompletableFuture<?>[count];
    for (int customer = 0; customer < count; customer++) {
      var done = new CompletableFuture<Void>();
      all[customer] = done;
      threads.execute(() -> orderUntil(end, done));
    }
    CompletableFuture.allOf(all).join();
  }

  private void orderUntil(long end, CompletableFuture<Void> done) {
    while (System.nanoTime() < end) {
      if (!order()) {
        CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, threads)
            .execute(() -> orderUntil(end, done));
        return;
      }
    }
    done.complete(null);
  }

  /** So many orders a second, whatever becomes of those before; returns at once. */
  CompletableFuture<Void> ofImpatientCustomers(double perSecond, Duration length) {
    long start = System.nanoTime();
    long all = Math.round(perSecond * length.toSeconds());
    var begun = new AtomicLong();
    var ended = new AtomicLong();
    var done = new CompletableFuture<Void>();
    var ticking =
        clock.scheduleAtFixedRate(
            () -> {
              double seconds = (System.nanoTime() - start) / 1e9;
              while (begun.get() < Math.min((double) all, perSecond * seconds)) {
                begun.incrementAndGet();
                threads.execute(
                    () -> {
                      order();
                      if (ended.incrementAndGet() == all) {
                        done.complete(null);
                      }
                    });
              }
            },
            0,
            TICK.toMillis(),
            TimeUnit.MILLISECONDS);
    return done.whenComplete((_, _) -> ticking.cancel(false));
  }

  /** Whether it was accepted. */
  private boolean order() {
    long number = numbers.incrementAndGet();
    var wish = LoadOrder.number(number);
    try {
      var answer = customers.post("/api/v1/orders", "load-" + number, wish.body());
      if (answer.status() == 201) {
        var id = ORDER_ID.matcher(answer.body());
        accepted.put(id.find() ? id.group(1) : "none in " + answer.body(), wish);
      }
      count(answer);
      return answer.status() == 201;
    } catch (IOException | RuntimeException failed) {
      count("no answer: " + failed);
      return false;
    }
  }

  private void count(Customers.Answer answer) {
    if (answer.status() == 201) {
      count("201");
    } else {
      String code = answer.body().replaceFirst("(?s).*\"code\":\"(\\w+)\".*", "$1");
      count(answer.status() + " " + code + (answer.has("retry-after") ? " Retry-After" : ""));
    }
  }

  private void count(String answer) {
    answers.computeIfAbsent(answer, _ -> new AtomicLong()).incrementAndGet();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.close();
  }
}
