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

/** Adds up what an order has to wait for on its way: it comes by every one of these places. */
@Configuration(proxyBeanMethods = false)
class BacklogQueryHandler {

  private final List<Backlog> backlogs;
  private volatile Duration last = Duration.ZERO;

  BacklogQueryHandler(List<Backlog> backlogs) {
    this.backlogs = List.copyOf(backlogs);
  }

  @QueryHandler
  ProcessBacklog answer(FindBacklog query) {
    last = backlogs.stream().map(Backlog::delay).reduce(Duration.ZERO, Duration::plus);
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
            .description("about how long an order waits on its way for those before it")
            .register(registry);
  }
}
