package io.orderflow.ordering;

import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.process.ProcessBacklog;
import io.orderflow.api.process.ProcessQuery.FindBacklog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Knows how far the process is behind, because it asks all the time. While the process does not
 * answer it falls behind by as much: an order placed now waits at least until it is heard again,
 * and would miss its deadlines.
 */
@Component
class BacklogMonitor implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(BacklogMonitor.class);
  private static final long EVERY_MILLIS = 250;
  private static final long PATIENCE_MILLIS = 2_000;

  /** A busy machine is silent for as long now and then. */
  private static final Duration TOLERATED = Duration.ofSeconds(5);

  private final QueryGateway queries;
  private final Clock clock;
  private volatile Answer last;
  private boolean silent; // of the timer's thread only
  private volatile @Nullable ScheduledExecutorService timer;

  BacklogMonitor(QueryGateway queries, Clock clock) {
    this.queries = queries;
    this.clock = clock;
    this.last = new Answer(Duration.ZERO, clock.instant());
  }

  /** At least how long an order placed now will wait on its way. */
  Duration delay() {
    return last.delay().plus(silence());
  }

  /** For how long the process has not answered; zero if only for a moment. */
  Duration silence() {
    var silence = Duration.between(last.at(), clock.instant());
    return silence.compareTo(TOLERATED) > 0 ? silence : Duration.ZERO;
  }

  private void look() {
    try {
      var backlog =
          queries
              .query(new FindBacklog(), ResponseTypes.instanceOf(ProcessBacklog.class))
              .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
              .join();
      answered(Duration.ofMillis(backlog.delayMillis()));
    } catch (RuntimeException | Error failed) { // or this would have been the last look
      unanswered(failed);
    }
  }

  private void answered(Duration answer) {
    if (silent) {
      LOG.info("The process answers again; it is {} ms behind", answer.toMillis());
    }
    last = new Answer(answer, clock.instant());
    silent = false;
  }

  private void unanswered(Throwable failed) {
    if (!silent && silence().isPositive()) { // told once, not four times a second
      silent = true;
      LOG.warn(
          "The process that carries orders on (processor-saga) has not answered for {}. Orders are"
              + " refused once that is longer than orderflow.ordering.most-behind. Is it running? {}",
          TOLERATED,
          rootOf(failed).toString());
    }
  }

  private static Throwable rootOf(Throwable failed) {
    return failed.getCause() == null ? failed : rootOf(failed.getCause());
  }

  MeterBinder meter() {
    return registry ->
        TimeGauge.builder(
                "orderflow.placement.process.delay",
                this,
                TimeUnit.MILLISECONDS,
                watch -> watch.delay().toMillis())
            .description("how far the process is behind, as who takes orders believes")
            .register(registry);
  }

  @Override
  public void start() {
    last = new Answer(Duration.ZERO, clock.instant());
    var executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("process-watch").factory());
    var _ =
        executor.scheduleWithFixedDelay(
            this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    timer = executor;
  }

  @Override
  public void stop() {
    var executor = timer;
    timer = null;
    if (executor != null) {
      executor.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /** While Axon carries queries. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 1;
  }

  /** What the process said, and when. */
  private record Answer(Duration delay, Instant at) {}
}
