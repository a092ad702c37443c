package io.orderflow.integration.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.web.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From where on operators may ask for. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResendRequestTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z",
    "2026-03-01T11:59:59.001Z, 2026-03-01T11:59:59.001Z",
    "2026-03-01T11:59:59.0001Z, 2026-03-01T11:59:59.001Z"
  })
  void a_time_is_not_rounded_down_to_an_earlier_event(String from, Instant expected) {
    assertThat(new ResendRequest(from, null).checked(NOW))
        .isEqualTo(new ResendStartPoint(expected, null));
  }

  @Test
  void a_position_is_taken_as_it_is() {
    assertThat(new ResendRequest(null, new BigDecimal("4711")).checked(NOW))
        .isEqualTo(new ResendStartPoint(null, 4711L));
  }

  @ParameterizedTest
  @CsvSource({
    ", ",
    "2026-03-01T12:00:00.001Z, ",
    "2026-03-01T13:00:00+01:00, ",
    "yesterday, ",
    ", -1",
    ", 1.5",
    "2026-03-01T11:00:00Z, 1"
  })
  void anything_else_is_refused(String from, BigDecimal position) {
    var request = new ResendRequest(from, position);

    assertThatThrownBy(() -> request.checked(NOW)).isInstanceOf(ProblemException.class);
  }
}
