package io.orderflow.console.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.views.check.CheckStatus;
import io.orderflow.views.check.CheckStatus.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShownCheckTest {

  @Test
  void only_a_check_that_has_ended_says_that_all_rows_are_right() {
    assertThat(result(State.RUNNING, 0)).isEqualTo("0 rows compared, no difference so far.");
    assertThat(result(State.RUNNING, 1)).isEqualTo("0 rows compared, 1 order shown otherwise.");
    assertThat(result(State.CANCELLED, 0)).endsWith("no difference so far.");
    assertThat(result(State.DONE, 0)).endsWith("all as their events say.");
  }

  private static String result(State state, long differing) {
    return ShownCheck.of(
            new CheckStatus(
                "1",
                "order-views",
                state,
                0,
                0,
                9,
                0,
                9,
                differing,
                List.of(),
                Instant.EPOCH,
                null))
        .result();
  }
}
