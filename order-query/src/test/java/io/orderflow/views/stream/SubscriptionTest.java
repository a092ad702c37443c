package io.orderflow.views.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SubscriptionTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void a_stream_ends_with_its_token() {
    assertThat(lasting(NOW.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    assertThat(lasting(NOW)).isZero();
  }

  @Test
  void a_stream_lasts_no_longer_than_configured() {
    assertThat(lasting(NOW.plus(Duration.ofDays(1)))).isEqualTo(HOUR);
    assertThat(new Subscription(_ -> true, null).within(HOUR, NOW)).isEqualTo(HOUR);
  }

  private static Duration lasting(Instant expiresAt) {
    return new Subscription(_ -> true, expiresAt).within(HOUR, NOW);
  }
}
