package io.orderflow.engine.deadletter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.engine.metrics.SampledValue;
import io.orderflow.engine.processors.EventProcessorDefinition;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;

/** The number of orders at which each processor has stopped. */
public final class DeadLetterMeters implements MeterBinder {

  private final ObjectProvider<EventProcessorDefinition> declared;
  private final SampledValue<Map<String, Long>> counts;

  public DeadLetterMeters(
      ObjectProvider<EventProcessorDefinition> declared, DeadLetterRegistry letters, Clock clock) {
    this.declared = declared;
    this.counts = new SampledValue<>(clock, letters::counts);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    declared.forEach(
        processor ->
            Gauge.builder(
                    "orderflow.dead.letters",
                    counts,
                    sampled -> sampled.show(letters -> letters.getOrDefault(processor.name(), 0L)))
                .tag("processor", processor.name())
                .description("orders at which the processor has stopped")
                .register(registry));
  }
}
