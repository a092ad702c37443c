package io.orderflow.partner;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** One {@link io.orderflow.fulfillment.PartnerStep} for every step that is asked for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PartnerProperties.class, CallbackUrls.class})
@ComponentScan(basePackageClasses = Partners.class)
class Partners {}
