package io.orderflow.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.web.request.IdempotencyKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderIdFactoryTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123Z");

  private final OrderIdFactory ids =
      new OrderIdFactory(Clock.fixed(NOW, ZoneOffset.UTC), new SplittableRandom(1));

  @Test
  void the_same_customer_and_key_always_mean_the_same_order() {
    // Written out: an id that changed would break every repetition over an upgrade.
    assertThat(derived("alice", "key-1"))
        .hasToString("55cd6693-5362-53c9-b6cb-444fe5330c9d")
        .isEqualTo(
            new OrderIdFactory(Clock.systemUTC(), new SplittableRandom(2))
                .derived(new CustomerId("alice"), new IdempotencyKey("key-1")));
  }

  @Test
  void another_customer_or_another_key_means_another_order() {
    assertThat(derived("alice", "key-1"))
        .isNotEqualTo(derived("alice", "key-2"))
        .isNotEqualTo(derived("bob", "key-1"));
  }

  @Test
  void where_the_customer_ends_and_the_key_begins_makes_a_difference() {
    assertThat(derived("ab", "c")).isNotEqualTo(derived("a", "bc"));
  }

  @Test
  void a_derived_id_is_a_uuid_of_version_5() {
    assertThat(derived("alice", "key-1").value().version()).isEqualTo(5);
    assertThat(derived("alice", "key-1").value().variant()).isEqualTo(2);
  }

  @Test
  void a_fresh_id_is_a_uuid_of_version_7_that_begins_with_the_time() {
    OrderId fresh = ids.fresh();

    assertThat(fresh.value().version()).isEqualTo(7);
    assertThat(fresh.value().variant()).isEqualTo(2);
    assertThat(fresh.value().getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    assertThat(ids.fresh()).isNotEqualTo(fresh);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tab\there", "ümlaut"})
  void a_key_of_other_than_printable_ascii_is_refused(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey(key));
  }

  @Test
  void a_key_has_at_most_255_characters() {
    assertThat(new IdempotencyKey("k".repeat(255)).value()).hasSize(255);
    assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey("k".repeat(256)));
  }

  private OrderId derived(String customer, String key) {
    return ids.derived(new CustomerId(customer), new IdempotencyKey(key));
  }
}
