package io.orderflow.views.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The rate of a replay, and the time it still takes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplayTimesTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void the_time_left_follows_from_the_mean_rate() {
    var replay = replay(ReplayStatus.State.RUNNING, null);

    assertThat(replay.eventsPerSecond(30_000, START.plusSeconds(3))).isEqualTo(10_000);
    assertThat(replay.timeLeft(30_000, START.plusSeconds(3))).isEqualTo(Duration.ofSeconds(7));
    assertThat(replay.timeLeft(100_000, START.plusSeconds(9))).isZero();
  }

  @Test
  void nothing_is_said_of_the_time_left_before_the_first_event_and_after_the_end() {
    assertThat(replay(ReplayStatus.State.RUNNING, null).timeLeft(-1, START)).isNull();
    var done = replay(ReplayStatus.State.DONE, START.plusSeconds(4));
    assertThat(done.timeLeft(100_000, START.plusSeconds(60))).isNull();
    assertThat(done.eventsPerSecond(100_000, START.plusSeconds(60))).isEqualTo(25_000);
  }

  private static Replay replay(ReplayStatus.State state, @Nullable Instant endedAt) {
    return new Replay(1, "order-views", state, 100_000, START, null, null, null, START, endedAt);
  }
}
