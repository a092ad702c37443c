package io.orderflow.ordering;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.process.ProcessBacklog;
import io.orderflow.api.process.ProcessQuery.FindBacklog;
import io.orderflow.engine.scheduling.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Polls the saga's backlog. While the saga does not answer, its silence counts as delay, because an
 * order placed now waits at least until it answers again.
 */
@Component
class BacklogMonitor implements SmartLifecycle, MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(BacklogMonitor.class);
  private static final long EVERY_MILLIS = 250;
  private static final long PATIENCE_MILLIS = 2_000;

  /** Silence of a busy machine, which is no outage. */
  private static final Duration TOLERATED = Duration.ofSeconds(5);

  private final QueryGateway queries;
  private final Clock clock;
  private volatile Answer last;
  private boolean silent; // of the timer's thread only
  private final PeriodicTask timer =
      new PeriodicTask("process-watch", Duration.ofMillis(EVERY_MILLIS), this::look);

  BacklogMonitor(QueryGateway queries, Clock clock) {
    this.queries = queries;
    this.clock = clock;
    this.last = new Answer(Duration.ZERO, clock.instant());
  }

  /** The least time that an order placed now will wait for the saga. */
  Duration delay() {
    return last.delay().plus(silence());
  }

  /** How long the saga has not answered; zero up to the tolerated silence. */
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
    } catch (RuntimeException | Error failed) {
      // Caught here, because PeriodicTask would log each failed run as an error.
      unanswered(failed);
    }
  }

  private void answered(Duration answer) {
    if (silent) {
      log.info("The process answers again; it is {} ms behind", answer.toMillis());
    }
    last = new Answer(answer, clock.instant());
    silent = false;
  }

  private void unanswered(Throwable failed) {
    if (!silent && silence().isPositive()) { // told once, not four times a second
      silent = true;
      log.warn(
          "The process that carries orders on (processor-saga) has not answered for {}. Orders are"
              + " refused once that is longer than orderflow.ordering.most-behind. Is it running? {}",
          TOLERATED,
          NestedExceptionUtils.getMostSpecificCause(failed).toString());
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    TimeGauge.builder(
            "orderflow.placement.process.delay",
            this,
            TimeUnit.MILLISECONDS,
            watch -> watch.delay().toMillis())
        .description("how far the process is behind, as order-command estimates it")
        .register(registry);
  }

  @Override
  public void start() {
    last = new Answer(Duration.ZERO, clock.instant());
    timer.start();
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  /** While Axon carries queries. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 1;
  }

  /** The newest backlog, and when it was reported. */
  private record Answer(Duration delay, Instant at) {}
}
