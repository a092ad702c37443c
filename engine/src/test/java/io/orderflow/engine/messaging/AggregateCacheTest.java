package io.orderflow.engine.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.cache.RecentlyUsedMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AggregateCacheTest {

  private static final int OFTEN = 20;

  /** As many as the cache is sure to keep. */
  private static final int KEPT = 5_000;

  @Test
  void the_newest_stay_although_older_ones_were_used_more_often() {
    Map<String, Integer> map = RecentlyUsedMap.of(3);
    for (String finished : new String[] {"a", "b", "c"}) {
      map.put(finished, 1);
      IntStream.range(0, OFTEN).forEach(_ -> assertThat(map.get(finished)).isEqualTo(1));
    }
    for (String placed : new String[] {"d", "e", "f"}) {
      map.put(placed, 2);
    }

    assertThat(map).containsOnlyKeys("d", "e", "f");
  }

  @Test
  void what_is_used_again_outlives_what_is_not() {
    Map<String, Integer> map = RecentlyUsedMap.of(2);
    map.put("used again", 1);
    map.put("not used", 2);
    assertThat(map.get("used again")).isEqualTo(1);
    map.put("new", 3);

    assertThat(map).containsOnlyKeys("used again", "new");
  }

  @Test
  void a_new_value_of_a_known_key_drops_nothing() {
    Map<String, Integer> map = RecentlyUsedMap.of(2);
    map.put("a", 1);
    map.put("b", 2);
    map.put("b", 3);

    assertThat(map).containsOnly(Map.entry("a", 1), Map.entry("b", 3));
  }

  @Test
  void a_garbage_collection_takes_none_of_the_aggregates_that_came_last() {
    var cache = new AggregateCache();
    putAndUse(cache, 0, OFTEN);
    putAndUse(cache, KEPT, 0);
    System.gc();

    assertThat(IntStream.range(KEPT, 2 * KEPT).filter(number -> !cache.containsKey(number)))
        .isEmpty();
  }

  @Test
  void a_garbage_collection_takes_no_aggregate_that_was_used_while_others_came() {
    var cache = new AggregateCache();
    putAndUse(cache, 0, 0);
    assertThat(cache.<Integer, Object>get(0)).isNotNull();
    IntStream.range(KEPT, 2 * KEPT - 1).forEach(number -> cache.put(number, new Object()));
    System.gc();

    assertThat(cache.containsKey(0)).isTrue();
  }

  @Test
  void what_was_removed_is_gone() {
    var cache = new AggregateCache();
    cache.put("a", new Object());

    assertThat(cache.remove("a")).isTrue();
    assertThat(cache.<String, Object>get("a")).isNull();
    assertThat(cache.containsKey("a")).isFalse();
  }

  private static void putAndUse(AggregateCache cache, int first, int times) {
    IntStream.range(first, first + KEPT)
        .forEach(
            number -> {
              cache.put(number, new Object());
              IntStream.range(0, times)
                  .forEach(_ -> assertThat(cache.<Integer, Object>get(number)).isNotNull());
            });
  }
}
