package io.orderflow.partner.shipping.kafka;

import io.orderflow.callback.CallbackApplication;
import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.ShippingProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The callbacks module with replies over Kafka. */
@Import(CallbackApplication.class)
@EnableConfigurationProperties(ShippingProperties.class)
@ComponentScan(basePackageClasses = {ConditionalOnTransport.class, ShipmentReplyConsumer.class})
class ReplyApplication {}
