package io.orderflow.integration.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderQuery.FindNotifications;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.integration.EventPublisher;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotificationPropertiesTest {

  private static final String PREFIX = NotificationProperties.PREFIX + ".";

  @Test
  void what_is_not_set_is_sixteen_at_once_without_a_token() {
    var properties = bind(Map.of());

    assertThat(properties.concurrency()).isEqualTo(16);
    assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(properties.headers()).isEmpty();
  }

  @Test
  void a_token_is_not_shown() {
    var properties = bind(Map.of("token", "secret-token"));

    assertThat(properties.headers()).containsEntry("Authorization", "Bearer secret-token");
    assertThat(properties.toString()).doesNotContain("secret-token");
  }

  @ParameterizedTest
  @CsvSource({
    "url, ' '",
    "url, ftp://127.0.0.1",
    "url, http://127.0.0.1?x=1",
    "token, a b",
    "timeout, 4001ms",
    "timeout, 99ms",
    "concurrency, 0",
    "concurrency, 65"
  })
  void a_wrong_setting_stops_the_start_and_is_named(String name, String value) {
    assertThatThrownBy(() -> bind(Map.of(name, value)))
        .rootCause()
        .hasMessageContaining(PREFIX + name)
        .hasMessageMatching("(?s).*(Set it|must be).*");
  }

  @Test
  void a_wrong_token_is_not_shown() {
    assertThatThrownBy(() -> bind(Map.of("token", "a secret")))
        .rootCause()
        .hasMessageNotContaining("a secret");
  }

  @Test
  void without_the_setting_there_is_no_publisher_and_no_processor_and_the_timeline_is_told_so() {
    new ApplicationContextRunner()
        .withUserConfiguration(NotificationConfiguration.class, NotificationQueryHandler.class)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(EventPublisher.class);
              assertThat(context).doesNotHaveBean(EventProcessorDefinition.class);
              var query = new FindNotifications(new OrderId(UUID.randomUUID()));
              assertThat(context.getBean(NotificationQueryHandler.class).find(query)).isEmpty();
            });
  }

  private static NotificationProperties bind(Map<String, String> changes) {
    var settings = new HashMap<String, String>();
    settings.put(PREFIX + "enabled", "true");
    settings.put(PREFIX + "url", "http://127.0.0.1:8090/");
    changes.forEach((name, value) -> settings.put(PREFIX + name, value));
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate(NotificationProperties.PREFIX, NotificationProperties.class);
  }
}
