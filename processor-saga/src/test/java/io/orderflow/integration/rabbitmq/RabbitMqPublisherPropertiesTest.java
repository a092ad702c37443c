package io.orderflow.integration.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Address;
import io.orderflow.engine.processors.EventProcessorDefinition.Start;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RabbitMqPublisherPropertiesTest {

  private static final String PREFIX = RabbitMqPublisherProperties.PREFIX + ".";

  @Test
  void what_is_not_set_loses_nothing_and_begins_now() {
    var properties = bind(Map.of());

    assertThat(properties.mandatory()).isTrue();
    assertThat(properties.exchange()).isEqualTo("orderflow.events");
    assertThat(properties.start()).isEqualTo(Start.NOW);
    assertThat(properties.toString()).contains("orderflow").doesNotContain("secret");
  }

  @Test
  void several_nodes_of_a_broker_may_be_named() {
    assertThat(bind(Map.of("addresses", "10.0.0.1:5672, 10.0.0.2:5673")).brokers())
        .containsExactly(new Address("10.0.0.1", 5672), new Address("10.0.0.2", 5673));
  }

  @ParameterizedTest
  @CsvSource({
    "addresses, localhost",
    "username, ' '",
    "password, ' '",
    "exchange, amq.topic",
    "timeout, 10s",
    "ssl-bundle, mine"
  })
  void a_wrong_setting_stops_the_start_and_is_named(String name, String value) {
    assertThatThrownBy(() -> bind(Map.of(name, value)))
        .rootCause()
        .hasMessageContaining(PREFIX + name)
        .hasMessageMatching("(?s).*(Set it to|Remove it).*");
  }

  private static RabbitMqPublisherProperties bind(Map<String, String> changes) {
    var settings = new HashMap<String, String>();
    settings.put(PREFIX + "enabled", "true");
    settings.put(PREFIX + "addresses", "127.0.0.1:5672");
    settings.put(PREFIX + "username", "orderflow");
    settings.put(PREFIX + "password", "secret");
    changes.forEach((name, value) -> settings.put(PREFIX + name, value));
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate(RabbitMqPublisherProperties.PREFIX, RabbitMqPublisherProperties.class);
  }
}
