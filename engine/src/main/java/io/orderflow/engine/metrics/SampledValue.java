package io.orderflow.engine.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that meters show and that costs a statement to read. It is read when it is asked for, but
 * at most every ten seconds, and never for more than a hundredth of the time: a reading that takes
 * a second is repeated after 100 s.
 *
 * <p>Who asks waits half a second for a new reading and otherwise gets the last one. After a
 * failure there is none: the value is not known while the database is away.
 */
public final class SampledValue<T> {

  private static final Logger log = LoggerFactory.getLogger(SampledValue.class);
  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final int SHARE = 100;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Supplier<T> reader;
  private final Clock clock;
  private Instant next = Instant.MIN;
  private CompletableFuture<?> reading = CompletableFuture.completedFuture(null);
  private volatile @Nullable T last;

  public SampledValue(Clock clock, Supplier<T> reader) {
    this.clock = clock;
    this.reader = reader;
  }

  /** The value, at most some seconds old; empty if it cannot be read. */
  public Optional<T> get() {
    try {
      newest().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      log.trace("The last reading is shown", late);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(last);
  }

  /** What a gauge shows of it; {@code NaN} if it cannot be read. */
  public double show(ToDoubleFunction<T> part) {
    return get().map(part::applyAsDouble).orElse(Double.NaN);
  }

  private synchronized CompletableFuture<?> newest() {
    if (reading.isDone() && !clock.instant().isBefore(next)) {
      reading = CompletableFuture.runAsync(this::read, task -> Thread.ofVirtual().start(task));
    }
    return reading;
  }

  private void read() {
    var begun = clock.instant();
    var pause = LEAST;
    @Nullable T value = null;
    try {
      value = reader.get();
      var cost = Duration.between(begun, clock.instant()).multipliedBy(SHARE);
      pause = cost.compareTo(LEAST) > 0 ? cost : LEAST;
    } catch (RuntimeException away) {
      log.debug("A meter cannot be read", away);
    }
    publish(value, clock.instant().plus(pause));
  }

  /** Who sees the value may rely on when it is read again. */
  private synchronized void publish(@Nullable T value, Instant then) {
    next = then;
    last = value;
  }
}
