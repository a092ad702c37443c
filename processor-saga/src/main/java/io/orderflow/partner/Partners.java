package io.orderflow.partner;

import io.orderflow.sagastore.SagaRuntime;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** One {@link io.orderflow.fulfillment.PartnerStep} for every step that is asked for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PartnerProperties.class, CallbackUrlProperties.class})
@ComponentScan(basePackageClasses = Partners.class)
class Partners {

  /** A worker that still waits for its partner must not lose its task to another one. */
  Partners(PartnerProperties properties, SagaRuntime.Timing timing) {
    properties.checkWithin(timing.halfALease());
  }
}
