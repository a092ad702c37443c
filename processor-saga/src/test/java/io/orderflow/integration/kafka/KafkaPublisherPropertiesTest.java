package io.orderflow.integration.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
class KafkaPublisherPropertiesTest {

  private static final String PREFIX = KafkaPublisherProperties.PREFIX + ".";

  @Test
  void what_is_not_set_is_durable_and_begins_now() {
    var properties = bind(Map.of());

    assertThat(properties.topic()).isEqualTo("orderflow.orders");
    assertThat(properties.contentMode()).isEqualTo(ContentMode.STRUCTURED);
    assertThat(properties.start()).isEqualTo(Start.NOW);
    assertThat(bind(Map.of("start", "first-event")).start()).isEqualTo(Start.FIRST_EVENT);
  }

  @Test
  void settings_of_the_producer_keep_their_dotted_names_and_are_not_shown() {
    var properties =
        bind(
            Map.of(
                "properties.security.protocol", "SASL_SSL",
                "properties.sasl.jaas.config", "x required password=\"secret\";"));

    assertThat(properties.properties())
        .containsOnlyKeys("security.protocol", "sasl.jaas.config")
        .containsEntry("security.protocol", "SASL_SSL");
    assertThat(properties.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap-servers, ' '",
    "topic, a topic",
    "topic, ..",
    "timeout, 10s",
    "timeout, 99ms",
    "properties.acks, 1",
    "properties.enable.idempotence, false",
    "properties.transactional.id, x"
  })
  void a_wrong_setting_stops_the_start_and_is_named(String name, String value) {
    assertThatThrownBy(() -> bind(Map.of(name, value)))
        .rootCause()
        .hasMessageContaining(PREFIX + name)
        .hasMessageMatching("(?s).*(Set it to|Remove it).*");
  }

  private static KafkaPublisherProperties bind(Map<String, String> changes) {
    var settings = new HashMap<String, String>();
    settings.put(PREFIX + "enabled", "true");
    settings.put(PREFIX + "bootstrap-servers", "127.0.0.1:9092");
    changes.forEach((name, value) -> settings.put(PREFIX + name, value));
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate(KafkaPublisherProperties.PREFIX, KafkaPublisherProperties.class);
  }
}
