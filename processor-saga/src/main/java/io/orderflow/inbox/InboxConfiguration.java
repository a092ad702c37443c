package io.orderflow.inbox;

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
}
