package io.orderflow.engine;

import java.util.List;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** One JSON for what is stored, sent and answered. */
@Configuration(proxyBeanMethods = false)
class Serialization {

  @Bean
  MessageAliases sharedApiAliases() {
    return SharedApiAliases.all();
  }

  @Bean
  Aliases aliases(List<MessageAliases> contributions) {
    return new Aliases(contributions);
  }

  @Bean
  @Primary
  Serializer serializer(Aliases aliases) {
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

  /** Spring's mapper, which reads requests and writes answers. */
  @Bean
  JsonMapperBuilderCustomizer strictHttpJson() {
    return JsonForms::applyTo;
  }
}
