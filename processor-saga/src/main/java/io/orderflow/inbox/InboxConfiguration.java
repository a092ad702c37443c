package io.orderflow.inbox;

import io.orderflow.process.backlog.BacklogSource;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** The inbox of acknowledged callbacks, and the worker that dispatches them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallbackProperties.class)
@PropertySource("classpath:io/orderflow/inbox/defaults.properties")
@ComponentScan(basePackageClasses = InboxConfiguration.class)
public class InboxConfiguration {

  @Bean
  UnmatchedCallbackMeter unmatchedCallbackMeter(InboxWorker worker) {
    return worker.unmatched();
  }

  /** Callbacks that wait to be dispatched. */
  @Bean
  BacklogSource inboxBacklog(Inbox inbox, Clock clock) {
    return () -> {
      var now = clock.instant();
      return inbox.oldestDue(now).map(due -> Duration.between(due, now)).orElse(Duration.ZERO);
    };
  }
}
