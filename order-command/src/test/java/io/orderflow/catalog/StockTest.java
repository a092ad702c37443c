package io.orderflow.catalog;

import static io.orderflow.catalog.CatalogOnPostgres.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import io.orderflow.api.Sku;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.api.catalog.StockOutcome.Refused;
import io.orderflow.api.catalog.StockOutcome.Released;
import io.orderflow.api.catalog.StockOutcome.Reserved;
import io.orderflow.web.request.IdempotencyKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StockTest {

  private static final CatalogOnPostgres SHOP = new CatalogOnPostgres(2);

  private final OrderId order = new OrderId(UUID.randomUUID());
  private final OrderId another = new OrderId(UUID.randomUUID());
  private final String tea = "tea-" + UUID.randomUUID();
  private final String cup = "cup-" + UUID.randomUUID();

  @AfterAll
  static void close() {
    SHOP.close();
  }

  @BeforeEach
  void fiveTeasAndTwoCups() {
    SHOP.offer(tea, 5);
    SHOP.offer(cup, 2);
  }

  @Test
  void a_reservation_takes_all_its_lines_from_the_stock() {
    assertThat(SHOP.reserve(order, line(tea, 3), line(cup, 2))).isEqualTo(new Reserved());

    assertThat(SHOP.stock(tea)).isEqualTo(2);
    assertThat(SHOP.stock(cup)).isZero();
  }

  @Test
  void a_reservation_that_is_short_of_one_line_takes_none_and_says_which() {
    StockOutcome outcome = SHOP.reserve(order, line(tea, 1), line(cup, 3));

    assertThat(outcome).isEqualTo(new Refused("Not enough in stock of " + cup + "."));
    assertThat(SHOP.stock(tea)).isEqualTo(5);
    assertThat(SHOP.reserved(tea)).isZero();
  }

  @Test
  void reserving_twice_takes_once() {
    SHOP.reserve(order, line(tea, 3));

    assertThat(SHOP.reserve(order, line(tea, 3))).isEqualTo(new Reserved());
    assertThat(SHOP.stock(tea)).isEqualTo(2);
    assertThat(SHOP.reserved(tea)).isEqualTo(3);
  }

  @Test
  void a_refusal_is_repeated_even_when_the_stock_has_come() {
    StockOutcome refused = SHOP.reserve(order, line(tea, 6));
    SHOP.catalog.changeStock(new Sku(tea), 100);

    assertThat(SHOP.reserve(order, line(tea, 6))).isEqualTo(refused).isInstanceOf(Refused.class);
    assertThat(SHOP.stock(tea)).isEqualTo(105);
  }

  @Test
  void a_refusal_keeps_its_words_after_a_release() {
    StockOutcome refused = SHOP.reserve(order, line(tea, 6));
    SHOP.release(order);

    assertThat(SHOP.reserve(order, line(tea, 1))).isEqualTo(refused);
  }

  @Test
  void a_line_named_twice_counts_as_its_sum() {
    assertThat(SHOP.reserve(order, line(tea, 3), line(tea, 3))).isInstanceOf(Refused.class);
    assertThat(SHOP.reserve(another, line(tea, 3), line(tea, 2))).isEqualTo(new Reserved());
    assertThat(SHOP.stock(tea)).isZero();
  }

  @Test
  void releasing_gives_back_what_the_order_held() {
    SHOP.reserve(order, line(tea, 3), line(cup, 1));

    assertThat(SHOP.release(order)).isEqualTo(new Released());
    assertThat(SHOP.stock(tea)).isEqualTo(5);
    assertThat(SHOP.stock(cup)).isEqualTo(2);
    assertThat(SHOP.reserved(tea)).isZero();
  }

  @Test
  void releasing_twice_gives_back_once() {
    SHOP.reserve(order, line(tea, 3));
    SHOP.reserve(another, line(tea, 2));
    SHOP.release(order);

    assertThat(SHOP.release(order)).isEqualTo(new Released());
    assertThat(SHOP.stock(tea)).isEqualTo(3);
  }

  @Test
  void a_release_that_overtakes_its_reservation_refuses_it_for_ever() {
    assertThat(SHOP.release(order)).isEqualTo(new Released());

    assertThat(SHOP.reserve(order, line(tea, 1))).isInstanceOf(Refused.class);
    assertThat(SHOP.reserve(order, line(tea, 1))).isInstanceOf(Refused.class);
    assertThat(SHOP.stock(tea)).isEqualTo(5);
  }

  @Test
  void nothing_is_reserved_again_after_a_release() {
    SHOP.reserve(order, line(tea, 1));
    SHOP.release(order);

    assertThat(SHOP.reserve(order, line(tea, 1))).isInstanceOf(Refused.class);
    assertThat(SHOP.stock(tea)).isEqualTo(5);
  }

  @Test
  void a_product_the_catalog_never_had_is_refused() {
    assertThat(SHOP.reserve(order, line("never-heard-of", 1), line(cup, 1)))
        .isInstanceOf(Refused.class);
    assertThat(SHOP.stock(cup)).isEqualTo(2);
  }

  @Test
  void an_order_from_before_a_product_was_deleted_gets_it_while_stock_lasts() {
    SHOP.delete(tea);

    assertThat(SHOP.reserve(order, line(tea, 4))).isEqualTo(new Reserved());
    assertThat(SHOP.reserve(another, line(tea, 2))).isInstanceOf(Refused.class);
  }

  @Test
  void what_is_released_onto_a_deleted_product_is_there_when_it_comes_back() {
    SHOP.reserve(order, line(tea, 3), line(cup, 1));
    SHOP.delete(tea);

    assertThat(SHOP.release(order)).isEqualTo(new Released());
    assertThat(SHOP.catalog.find(new Sku(tea))).isEmpty();
    assertThat(SHOP.catalog.changeStock(new Sku(tea), 1)).isFalse();
    assertThat(SHOP.stock(cup)).isEqualTo(2);
    SHOP.offerWithoutStock(tea);
    assertThat(SHOP.stock(tea)).isEqualTo(5);
  }

  @Test
  void setting_the_stock_does_not_make_reserved_pieces_sellable() {
    SHOP.reserve(order, line(tea, 5));
    SHOP.offer(tea, 1);

    assertThat(SHOP.reserve(another, line(tea, 2))).isInstanceOf(Refused.class);
    assertThat(SHOP.reserved(tea)).isEqualTo(5);
    SHOP.release(order);
    assertThat(SHOP.stock(tea)).isEqualTo(6);
  }

  @Test
  void pieces_that_are_reserved_cannot_be_taken_away() {
    SHOP.reserve(order, line(tea, 3));

    assertThat(SHOP.catalog.changeStock(new Sku(tea), -3)).isFalse();
    assertThat(SHOP.catalog.changeStock(new Sku(tea), -2)).isTrue();
    assertThat(SHOP.stock(tea)).isZero();
  }

  @Test
  void an_answer_is_forgotten_when_it_is_old_and_not_before() {
    var clock = Clock.fixed(Instant.parse("2026-03-02T00:00:00Z"), ZoneOffset.UTC);
    var answers = SHOP.answers();
    var old = request(UUID.randomUUID());
    var recent = request(UUID.randomUUID());
    SHOP.inTransaction(() -> answers.claim(old, Instant.parse("2026-02-28T23:59:59Z")));
    SHOP.inTransaction(() -> answers.claim(recent, Instant.parse("2026-03-01T00:00:01Z")));
    answers.keep(old, "old");
    answers.keep(recent, "recent");

    new StoredResponseCleanup(answers, new CatalogProperties(Duration.ofDays(1)), clock).sweep();

    assertThat(SHOP.inTransaction(() -> answers.claim(recent, clock.instant()))).contains("recent");
    assertThat(SHOP.inTransaction(() -> answers.claim(old, clock.instant()))).isEmpty();
  }

  private static StoredResponses.Request request(UUID key) {
    return new StoredResponses.Request("", new IdempotencyKey(key.toString()), "change it");
  }
}
