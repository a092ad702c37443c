package io.orderflow.partner;

import io.orderflow.sagastore.SagaRuntime;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The built-in {@link io.orderflow.fulfillment.PartnerStep} of each step. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PartnerProperties.class, CallbackUrlProperties.class})
@ComponentScan(basePackageClasses = PartnerConfiguration.class)
class PartnerConfiguration {

  /** A worker that waits for its partner must not lose its lease. */
  PartnerConfiguration(PartnerProperties properties, SagaRuntime.Timing timing) {
    properties.checkWithin(timing.halfALease());
  }
}
