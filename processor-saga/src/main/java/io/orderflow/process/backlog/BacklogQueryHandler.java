package io.orderflow.process.backlog;

import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.process.ProcessBacklog;
import io.orderflow.api.process.ProcessQuery.FindBacklog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds up the delays of all queues that an order passes. */
@Configuration(proxyBeanMethods = false)
class BacklogQueryHandler {

  private final List<BacklogSource> backlogs;
  private volatile Duration last = Duration.ZERO;

  BacklogQueryHandler(List<BacklogSource> backlogs) {
    this.backlogs = List.copyOf(backlogs);
  }

  @QueryHandler
  ProcessBacklog answer(FindBacklog query) {
    last = backlogs.stream().map(BacklogSource::delay).reduce(Duration.ZERO, Duration::plus);
    return new ProcessBacklog(last.toMillis());
  }

  @Bean
  MeterBinder backlogMeter() {
    return registry ->
        TimeGauge.builder(
                "orderflow.process.delay",
                this,
                TimeUnit.MILLISECONDS,
                query -> query.last.toMillis())
            .description("estimated time an order waits in queues")
            .register(registry);
  }
}
