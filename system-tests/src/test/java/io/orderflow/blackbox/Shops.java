package io.orderflow.blackbox;

import static org.awaitility.Awaitility.await;
import static org.awaitility.pollinterval.IterativePollInterval.iterative;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shops that know several replicas: so many orders a second whatever becomes of those before, each
 * sent to the next replica in turn. Who gets no answer, or none that says what has happened, asks
 * another replica under the same key, after pauses that double: otherwise what has piled up in an
 * outage would be asked for thousands of times a second, and prolong it.
 */
final class Shops implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Replicas replicas;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<Integer, String> answered = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  Shops(Replicas replicas) {
    this.replicas = replicas;
  }

  /** From now on, until closed. */
  void order(int perSecond) {
    var _ =
        clock.scheduleAtFixedRate(
            () -> Thread.startVirtualThread(() -> place(begun.getAndIncrement())),
            0,
            TimeUnit.SECONDS.toNanos(1) / perSecond,
            TimeUnit.NANOSECONDS);
  }

  void stop() {
    clock.shutdown();
  }

  int begun() {
    return begun.get();
  }

  /** How often an order was asked for once more. */
  int askedAgain() {
    return asked.get() - begun.get();
  }

  /** The ids of the orders that were answered with 2xx, by the number of the order. */
  Map<Integer, String> answered() {
    return answered;
  }

  /** What was answered that is no answer to an order, and orders that were not answered. */
  Queue<String> failures() {
    return failures;
  }

  private void place(int number) {
    try {
      await("an answer to order " + number)
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(iterative(Shops::longer, FIRST_PAUSE))
          .atMost(PATIENCE)
          .until(() -> isAnswered(number));
    } catch (RuntimeException | Error failed) {
      failures.add("order " + number + ": " + failed);
    }
  }

  private static Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private boolean isAnswered(int number) {
    int replica = Math.floorMod(turn.getAndIncrement(), replicas.count());
    try {
      asked.incrementAndGet();
      var response = OrderScenario.of(number).offer(new Orders(replicas.url(replica)), number);
      int status = response.statusCode();
      if (status / 100 == 2) {
        answered.put(number, Http.json(response).get("orderId").asString());
      } else if (status != 503 && status != 429) {
        failures.add("order " + number + ": " + status + " " + response.body());
      }
      return status / 100 == 2;
    } catch (IOException unanswered) {
      return false;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
