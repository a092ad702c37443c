package io.orderflow.catalog;

import static io.orderflow.catalog.CatalogOnPostgres.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import io.orderflow.api.catalog.StockCommand.Line;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.api.catalog.StockOutcome.Refused;
import io.orderflow.api.catalog.StockOutcome.Released;
import io.orderflow.api.catalog.StockOutcome.Reserved;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold however many buyers come at once. A deadlock surfaces as a failed command. */
@Timeout(300)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StockUnderLoadTest {

  private static final int THREADS = 10;
  private static final int BUYERS = 200;
  private static final CatalogOnPostgres SHOP = new CatalogOnPostgres(THREADS);

  @AfterAll
  static void close() {
    SHOP.close();
  }

  @Test
  void of_many_buyers_of_the_last_pieces_exactly_as_many_get_one_as_there_are_pieces() {
    SHOP.offer("last-one", 37);
    SHOP.offer("last-two", 1000);
    Line one = line("last-one", 1);
    Line two = line("last-two", 2);

    var outcomes =
        allAtOnce(
            buyer ->
                buyer % 2 == 0 ? SHOP.reserve(order(), one, two) : SHOP.reserve(order(), two, one));

    assertThat(outcomes).filteredOn(new Reserved()::equals).hasSize(37);
    assertThat(outcomes).filteredOn(Refused.class::isInstance).hasSize(BUYERS - 37);
    assertThat(SHOP.stock("last-one")).isZero();
    assertThat(SHOP.reserved("last-one")).isEqualTo(37);
    assertThat(SHOP.stock("last-two")).isEqualTo(1000 - 2 * 37);
  }

  @Test
  void pieces_neither_appear_nor_vanish_while_orders_come_go_and_repeat() {
    var skus = List.of("mix-a", "mix-b", "mix-c", "mix-d");
    skus.forEach(sku -> SHOP.offer(sku, 30));
    var orders = IntStream.range(0, 40).mapToObj(number -> order()).toList();

    allAtOnce(
        buyer -> {
          var dice = RandomGeneratorFactory.of("L64X128MixRandom").create(buyer);
          OrderId order = orders.get(dice.nextInt(orders.size()));
          if (dice.nextInt(3) == 0) {
            return SHOP.release(order);
          }
          int first = dice.nextInt(skus.size());
          int second = (first + 1 + dice.nextInt(skus.size() - 1)) % skus.size();
          return SHOP.reserve(
              order, line(skus.get(first), 1 + dice.nextInt(3)), line(skus.get(second), 1));
        });

    assertThat(skus)
        .allSatisfy(sku -> assertThat(SHOP.stock(sku) + SHOP.reserved(sku)).isEqualTo(30))
        .allSatisfy(sku -> assertThat(SHOP.stock(sku)).isNotNegative());
  }

  @Test
  void one_order_asking_many_times_at_once_takes_once() {
    SHOP.offer("impatient", 1000);
    OrderId order = order();

    var outcomes = allAtOnce(buyer -> SHOP.reserve(order, line("impatient", 7)));

    assertThat(outcomes).containsOnly(new Reserved());
    assertThat(SHOP.stock("impatient")).isEqualTo(993);
  }

  @Test
  void nothing_stays_reserved_however_reserving_and_releasing_race() {
    SHOP.offer("contested", 50);
    var orders = IntStream.range(0, BUYERS / 2).mapToObj(number -> order()).toList();

    var outcomes =
        allAtOnce(
            buyer -> {
              OrderId order = orders.get(buyer / 2);
              return buyer % 2 == 0
                  ? SHOP.reserve(order, line("contested", 1))
                  : SHOP.release(order);
            });

    assertThat(outcomes).filteredOn(new Released()::equals).hasSize(BUYERS / 2);
    assertThat(SHOP.reserved("contested")).isZero();
    assertThat(SHOP.stock("contested")).isEqualTo(50);
  }

  @Test
  void a_shop_that_restocks_during_the_rush_loses_no_piece() {
    SHOP.offer("restocked", 0);

    var outcomes =
        allAtOnce(
            buyer -> {
              if (buyer % 2 == 0) {
                SHOP.inTransaction(() -> SHOP.catalog.changeStock(line("restocked", 1).sku(), 1));
              }
              return SHOP.reserve(order(), line("restocked", 1));
            });

    long sold = outcomes.stream().filter(new Reserved()::equals).count();
    assertThat(SHOP.stock("restocked") + sold).isEqualTo(BUYERS / 2);
    assertThat(SHOP.reserved("restocked")).isEqualTo(sold);
  }

  @Test
  void a_product_that_is_deleted_and_brought_back_during_the_rush_loses_no_piece() {
    SHOP.offer("phoenix", 500);

    allAtOnce(
        buyer -> {
          if (buyer % 10 == 0) {
            SHOP.delete("phoenix");
          } else if (buyer % 10 == 5) {
            SHOP.offerWithoutStock("phoenix");
          }
          OrderId order = order();
          var outcome = SHOP.reserve(order, line("phoenix", 2));
          return buyer % 3 == 0 ? SHOP.release(order) : outcome;
        });

    SHOP.offerWithoutStock("phoenix");
    assertThat(SHOP.stock("phoenix") + SHOP.reserved("phoenix")).isEqualTo(500);
    assertThat(SHOP.reserved("phoenix")).isEqualTo(2L * (BUYERS - (BUYERS + 2) / 3));
  }

  private static OrderId order() {
    return new OrderId(UUID.randomUUID());
  }

  private static List<StockOutcome> allAtOnce(Buyer buyer) {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      List<Callable<StockOutcome>> calls =
          LongStream.range(0, BUYERS)
              .mapToObj(number -> (Callable<StockOutcome>) () -> buyer.asks((int) number))
              .toList();
      return threads.invokeAll(calls, 4, TimeUnit.MINUTES).stream().map(Future::resultNow).toList();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("interrupted while the buyers were buying", interrupted);
    }
  }

  /** What one of the buyers does. */
  private interface Buyer {
    StockOutcome asks(int number);
  }
}
