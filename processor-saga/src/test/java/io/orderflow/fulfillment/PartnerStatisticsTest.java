package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orderflow.api.Step;
import io.orderflow.api.process.PartnerReport.Requests;
import io.orderflow.fulfillment.PartnerStatistics.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartnerStatisticsTest {

  /** It begins at noon. */
  private final SettableClock clock = new SettableClock();

  private final PartnerStatistics statistics = new PartnerStatistics(clock);

  private void record(Outcome outcome, int count, Duration took) {
    for (int each = 0; each < count; each++) {
      statistics.record(Step.PAYMENT, outcome, took);
    }
  }

  @Test
  void requests_are_counted_by_minute_and_for_the_hour() {
    record(Outcome.ANSWERED, 18, Duration.ofMillis(40));
    record(Outcome.REFUSED, 1, Duration.ofMillis(90));
    clock.advance(Duration.ofMinutes(2));
    record(Outcome.UNKNOWN, 1, Duration.ofSeconds(4));

    assertThat(statistics.minutes(Step.PAYMENT))
        .extracting(minute -> minute.from().toString(), minute -> minute.requests().count())
        .containsExactly(tuple("2026-01-01T12:00:00Z", 19L), tuple("2026-01-01T12:02:00Z", 1L));
    assertThat(statistics.hour(Step.PAYMENT)).isEqualTo(new Requests(18, 1, 1, 50, 100));
    assertThat(statistics.hour(Step.SHIPPING)).isEqualTo(new Requests(0, 0, 0, 0, 0));
  }

  @Test
  void what_is_older_than_an_hour_is_forgotten() {
    record(Outcome.UNKNOWN, 5, Duration.ofSeconds(40));
    clock.advance(Duration.ofMinutes(59));
    record(Outcome.ANSWERED, 1, Duration.ofMillis(3));
    assertThat(statistics.hour(Step.PAYMENT)).isEqualTo(new Requests(1, 0, 5, 60_000, 60_000));

    clock.advance(Duration.ofMinutes(1));
    assertThat(statistics.hour(Step.PAYMENT)).isEqualTo(new Requests(1, 0, 0, 5, 5));
    record(Outcome.ANSWERED, 1, Duration.ofMillis(3));
    assertThat(statistics.minutes(Step.PAYMENT)).hasSize(2);

    clock.advance(Duration.ofHours(3));
    assertThat(statistics.minutes(Step.PAYMENT)).isEmpty();
  }

  @Test
  void it_says_from_when_on_it_has_counted() {
    var start = clock.instant();
    clock.advance(Duration.ofMinutes(30));
    assertThat(statistics.since()).isEqualTo(start);
    clock.advance(Duration.ofMinutes(90));
    assertThat(statistics.since()).isEqualTo(Instant.parse("2026-01-01T13:01:00Z"));
  }
}
