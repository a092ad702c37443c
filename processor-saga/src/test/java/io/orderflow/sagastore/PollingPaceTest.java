package io.orderflow.sagastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PollingPaceTest {

  private static final Map<String, Integer> ROOM = Map.of("stock", 7, "payment", 200, "full", 0);

  private final AtomicBoolean inVain = new AtomicBoolean();
  private final SagaPoller.Pace pace = new SagaPoller.Pace(Duration.ofSeconds(1), inVain::get);

  @Test
  void usually_all_the_room_is_used() {
    assertThat(pace.limited(ROOM)).isEqualTo(ROOM);
  }

  @Test
  void while_no_task_can_be_completed_one_is_tried_of_each_lane_in_turn() {
    inVain.set(true);
    var tried = new HashSet<Map<String, Integer>>();
    for (int look = 0; look < 2; look++) {
      tried.add(pace.limited(ROOM));
    }
    assertThat(tried).containsExactlyInAnyOrder(Map.of("stock", 1), Map.of("payment", 1));
    assertThat(pace.limited(Map.of("full", 0))).isEmpty();
  }
}
