package io.orderflow.ordering;

import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.process.ProcessBacklog;
import io.orderflow.api.process.ProcessQuery.FindBacklog;
import java.time.Duration;
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
 * Knows how far the process is behind, because it asks all the time. While nobody answers it is
 * believed to be on time: an order is stored for good, and whatever carries it on may be away for a
 * while.
 */
@Component
class ProcessWatch implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessWatch.class);
  private static final long EVERY_MILLIS = 250;
  private static final long PATIENCE_MILLIS = 2_000;

  /** So many unanswered questions long the last answer holds: who is too busy to say so is late. */
  private static final int BELIEVED_FOR = 5;

  private final QueryGateway queries;
  private volatile Duration delay = Duration.ZERO;
  private int unanswered; // of the timer's thread only
  private volatile @Nullable ScheduledExecutorService timer;

  ProcessWatch(QueryGateway queries) {
    this.queries = queries;
  }

  /** About how long an order placed now will wait on its way for those before it. */
  Duration delay() {
    return delay;
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
    if (unanswered > BELIEVED_FOR) {
      LOG.info("Known again how far the process is behind: {} ms", answer.toMillis());
    }
    delay = answer;
    unanswered = 0;
  }

  private void unanswered(Throwable failed) {
    unanswered++;
    if (unanswered == BELIEVED_FOR + 1) { // told once, not four times a second
      delay = Duration.ZERO;
      LOG.warn(
          "Nobody says how far the process is behind; new orders are taken as if it were on time."
              + " Is the part that carries orders on (processor-saga) running? {}",
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
                watch -> watch.delay.toMillis())
            .description("how far the process is behind, as who takes orders believes")
            .register(registry);
  }

  @Override
  public void start() {
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
}
