package io.orderflow.web.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.processors.EventProcessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;

/** Reports how many dead letters each processor has, on all nodes. */
final class DeadLetterMeter implements MeterBinder {

  private final ObjectProvider<EventProcessor> declared;
  private final DeadLetterRegistry letters;

  DeadLetterMeter(ObjectProvider<EventProcessor> declared, DeadLetterRegistry letters) {
    this.declared = declared;
    this.letters = letters;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    declared.forEach(
        processor ->
            Gauge.builder("orderflow.dead.letters", letters, _ -> count(processor.name()))
                .description("orders for which the processor has stopped")
                .tag("processor", processor.name())
                .register(registry));
  }

  /** Not known while the database is away. */
  private double count(String processor) {
    try {
      return letters.count(processor);
    } catch (DataAccessException away) {
      return Double.NaN;
    }
  }
}
