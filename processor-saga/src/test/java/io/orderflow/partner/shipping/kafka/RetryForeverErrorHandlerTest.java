package io.orderflow.partner.shipping.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.process.RecordedLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetryForeverErrorHandlerTest {

  private static final String LOGGED = "cannot be read from Kafka, attempt";

  @RegisterExtension
  final RecordedLog warnings = new RecordedLog("io.orderflow.partner.shipping.kafka");

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final KafkaMessageListenerContainer<byte[], byte[]> stopped =
      new KafkaMessageListenerContainer<>(
          new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties("replies"));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource time = () -> now;
  private final RetryForeverErrorHandler errors =
      new RetryForeverErrorHandler(Duration.ofMillis(1), time.withZone(ZoneOffset.UTC));

  @Test
  void an_outage_is_logged_at_first_then_rarely_and_at_least_every_ten_minutes() {
    fail(5); // logged at 1, 2, 4
    assertThat(warnings.count(LOGGED)).isEqualTo(3);
    now = now.plus(Duration.ofMinutes(9));
    fail(1);
    assertThat(warnings.count(LOGGED)).isEqualTo(3);
    now = now.plus(Duration.ofMinutes(1));
    fail(1);
    assertThat(warnings.count(LOGGED + " 7: IllegalStateException: away")).isEqualTo(1);
    errors.succeeded();
    fail(1);
    assertThat(warnings.count(LOGGED + " 1:")).isEqualTo(2);
  }

  @Test
  void it_is_a_stall_after_some_failures_until_one_attempt_succeeds_or_none_is_made() {
    fail(3);
    assertThat(errors.stall()).hasValueSatisfying(it -> assertThat(it.lastsAt(now)).isFalse());
    fail(1);
    assertThat(errors.stall()).hasValueSatisfying(it -> assertThat(it.lastsAt(now)).isTrue());
    now = now.plus(Duration.ofMinutes(3));
    assertThat(errors.stall()).hasValueSatisfying(it -> assertThat(it.lastsAt(now)).isFalse());
    errors.succeeded();
    assertThat(errors.stall()).isEmpty();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      errors.handleOtherException(new IllegalStateException("away"), consumer, stopped, true);
    }
  }
}
