package io.orderflow.sagastore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.engine.metrics.SampledValue;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The backlog of each lane: what is stored for all nodes, and what waits on this one. */
final class TaskMeters implements MeterBinder {

  private final SagaDefinition<?, ?> definition;
  private final TaskWorkers<?> workers;
  private final SagaInfrastructure infrastructure;
  private final SampledValue<Map<String, Long>> pending;

  TaskMeters(
      SagaDefinition<?, ?> definition,
      TaskTable tasks,
      TaskWorkers<?> workers,
      SagaInfrastructure infrastructure) {
    this.definition = definition;
    this.workers = workers;
    this.infrastructure = infrastructure;
    this.pending =
        new SampledValue<>(infrastructure.clock(), () -> tasks.pending(definition.lanes()));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String lane : definition.lanes()) {
      Gauge.builder(
              "orderflow.tasks.pending",
              pending,
              sampled -> sampled.show(byLane -> byLane.getOrDefault(lane, 0L)))
          .tag("saga", definition.name())
          .tag("lane", lane)
          .description("tasks of sagas that are not done yet, at most " + TaskTable.MOST_COUNTED)
          .register(registry);
      Gauge.builder("orderflow.tasks.waiting", workers, tasks -> tasks.waiting(lane))
          .tag("saga", definition.name())
          .tag("lane", lane)
          .description("tasks that wait for a free worker of this node")
          .register(registry);
      TimeGauge.builder(
              "orderflow.tasks.oldest",
              workers,
              TimeUnit.MILLISECONDS,
              tasks -> tasks.oldest(lane, infrastructure.clock().instant()).toMillis())
          .tag("saga", definition.name())
          .tag("lane", lane)
          .description("how long the oldest of the waiting tasks has waited on this node")
          .register(registry);
    }
  }
}
