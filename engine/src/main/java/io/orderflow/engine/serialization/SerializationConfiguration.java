package io.orderflow.engine.serialization;

import io.orderflow.api.names.MessageNames;
import java.util.List;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The same JSON for stored, sent and HTTP data. */
@Configuration(proxyBeanMethods = false)
public class SerializationConfiguration {

  @Bean
  MessageAliases sharedApiAliases() {
    return new MessageAliases(MessageNames.all(), MessageNames.revisions());
  }

  @Bean
  MessageAliases unreadableEventAlias() {
    return UnreadableEvent.ALIAS;
  }

  @Bean
  @Order(0)
  EventUpcaster orderCreatedUpcaster() {
    return new OrderCreatedUpcaster();
  }

  @Bean
  @Order(1)
  EventUpcaster labelledOrderCreatedUpcaster() {
    return new LabelledOrderCreatedUpcaster();
  }

  /** After the upcasters of all modules, which must have an order of their own. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  EventUpcaster unreadableTypes(Serializer serializer) {
    return new UnknownTypeUpcaster(serializer);
  }

  @Bean
  AliasRegistry aliases(List<MessageAliases> contributions) {
    return new AliasRegistry(contributions);
  }

  @Bean
  @Primary
  Serializer serializer(AliasRegistry aliases) {
    return new AliasedSerializer(aliases);
  }

  @Bean
  @Qualifier("messageSerializer")
  Serializer messageSerializer(Serializer serializer) {
    return serializer;
  }

  @Bean
  @Qualifier("eventSerializer")
  Serializer eventSerializer(Serializer serializer) {
    return serializer;
  }

  /** For Spring's mapper, which reads requests and writes responses. */
  @Bean
  JsonMapperBuilderCustomizer strictHttpJson() {
    return JsonMapping::applyTo;
  }
}
