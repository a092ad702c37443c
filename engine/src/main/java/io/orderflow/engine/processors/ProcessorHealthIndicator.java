package io.orderflow.engine.processors;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Down while an event processor has stalled. It is in no group that says whether this node can
 * answer: a view that lags would take all nodes out of service, and a restart does not mend an
 * event that cannot be handled.
 */
public final class ProcessorHealthIndicator extends AbstractHealthIndicator {

  private final ProcessorProgress progress;

  ProcessorHealthIndicator(ProcessorProgress progress) {
    super("the progress of the event processors is not known");
    this.progress = progress;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    var stalled = progress.stalled();
    health.status(stalled.isEmpty() ? "UP" : "DOWN");
    stalled.forEach((name, since) -> health.withDetail(name, "stalled since " + since));
  }
}
