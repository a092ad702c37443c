package io.orderflow.callback;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** The endpoint partners call back at, its inbox, and the worker that empties it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallbackProperties.class)
@PropertySource("classpath:io/orderflow/callback/defaults.properties")
@ComponentScan(basePackageClasses = Callbacks.class)
class Callbacks {

  @Bean
  UnmatchedCallbackMeter unmatchedCallbackMeter(InboxWorker worker) {
    return worker.unmatched();
  }
}
