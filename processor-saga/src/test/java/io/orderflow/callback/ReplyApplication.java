package io.orderflow.callback;

import io.orderflow.partner.kafka.Over;
import io.orderflow.partner.kafka.ShippingProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The callbacks alone, with a carrier that writes over Kafka. */
@Import(CallbackApplication.class)
@EnableConfigurationProperties(ShippingProperties.class)
@ComponentScan(basePackageClasses = Over.class)
class ReplyApplication {}
