package io.orderflow.catalog;

import static io.orderflow.catalog.CatalogOnPostgres.line;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Sku;
import io.orderflow.api.catalog.StockCommand.Line;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.api.catalog.StockOutcome.Refused;
import io.orderflow.api.catalog.StockOutcome.Reserved;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.database.BreakingConnections;
import io.orderflow.engine.failure.CommandFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Reservations that wait together and share a transaction, on two nodes with one database. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GroupedStockTest {

  private static final int GROUP = 12;
  private static final int RUSH = 200;

  private final String database = TestDatabase.createUrl();
  private final CatalogOnPostgres shop = new CatalogOnPostgres(3, database);
  private final CatalogOnPostgres other = new CatalogOnPostgres(3, database);

  @BeforeEach
  void offer_a_product_of_its_own() {
    shop.offer("first", 1_000);
  }

  @AfterEach
  void close() {
    shop.close();
    other.close();
  }

  @Test
  void groups_of_two_nodes_sell_exactly_the_pieces_that_are_there() {
    shop.offer("tea", GROUP + 1);
    shop.offer("cup", 10 * GROUP);
    holdTheFirst(shop);
    holdTheFirst(other);
    var answers = new ArrayList<Future<StockOutcome>>();
    for (int i = 0; i < GROUP; i++) {
      answers.add(reserving(shop, order(), line("tea", 1), line("cup", 2)));
      answers.add(reserving(other, order(), line("cup", 2), line("tea", 1)));
    }
    // Both find a row locked, so that neither is done when the other begins.
    shop.inTransaction(
        () -> {
          shop.catalog.changeStock(new Sku("cup"), 1);
          releaseBothUntilTheyMeet();
          return shop;
        });

    assertThat(answers.stream().map(GroupedStockTest::answer))
        .filteredOn(new Reserved()::equals)
        .hasSize(GROUP + 1);
    assertThat(answers.stream().map(GroupedStockTest::answer))
        .filteredOn(Refused.class::isInstance)
        .hasSize(GROUP - 1);
    assertThat(shop.stock("tea")).isZero();
    assertThat(shop.reserved("tea")).isEqualTo(GROUP + 1);
    assertThat(shop.stock("cup")).isEqualTo(1 + 10 * GROUP - 2 * (GROUP + 1));
    assertThat(shop.transactions.get() + other.transactions.get()).isEqualTo(2 * 2);
  }

  /**
   * Both groups stop at an order in the middle, because a third transaction holds its decision.
   * Groups that decide in the order of arrival deadlock there.
   */
  @Test
  void groups_of_two_nodes_with_the_same_orders_do_not_deadlock() {
    shop.offer("tea", 10 * GROUP);
    var orders =
        Stream.generate(GroupedStockTest::order)
            .limit(GROUP)
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList();
    holdTheFirst(shop);
    holdTheFirst(other);
    var here = new ArrayList<Future<StockOutcome>>();
    var there = new ArrayList<Future<StockOutcome>>();
    orders.forEach(order -> here.add(reserving(shop, order, line("tea", 1))));
    orders.reversed().forEach(order -> there.add(reserving(other, order, line("tea", 1))));
    shop.inTransaction(
        () -> {
          shop.ledger.markReleased(orders.get(GROUP / 2));
          releaseBothUntilTheyMeet();
          return shop;
        });

    Collections.reverse(there);
    for (int i = 0; i < GROUP; i++) {
      assertThat(answer(here.get(i)))
          .isEqualTo(answer(there.get(i)))
          .isInstanceOf(i == GROUP / 2 ? Refused.class : Reserved.class);
    }
    assertThat(shop.stock("tea")).isEqualTo(10 * GROUP - (GROUP - 1));
    assertThat(shop.reserved("tea")).isEqualTo(GROUP - 1);
  }

  @Test
  void a_group_whose_connection_is_cut_reserves_nothing_and_can_be_repeated() {
    shop.offer("tea", GROUP);
    shop.connections.beforeCommit(shop.connections::cut);
    var orders = Stream.generate(GroupedStockTest::order).limit(GROUP).toList();
    var answers = group(orders, line("tea", 1));

    assertThat(answers)
        .allSatisfy(each -> assertThat(failure(each)).isEqualTo(CommandFailure.TRANSIENT));
    assertThat(shop.transactions).as("nothing is tried again").hasValue(2);
    assertThat(other.stock("tea")).isEqualTo(GROUP);
    assertThat(other.reserved("tea")).isZero();
    assertThat(other.decisions()).isZero();

    shop.connections.beforeCommit(_ -> {});
    assertThat(orders)
        .allSatisfy(
            order -> assertThat(shop.reserve(order, line("tea", 1))).isEqualTo(new Reserved()));
    assertThat(shop.stock("tea")).isZero();
  }

  @Test
  void after_a_connection_was_lost_with_the_commit_the_first_answers_are_repeated() {
    shop.offer("tea", GROUP - 1);
    var orders = Stream.generate(GroupedStockTest::order).limit(GROUP).toList();
    shop.connections.afterCommit(BreakingConnections::lose);
    var answers = group(orders, line("tea", 1));

    assertThat(answers)
        .allSatisfy(each -> assertThat(failure(each)).isEqualTo(CommandFailure.TRANSIENT));
    assertThat(shop.transactions).as("nothing is tried again").hasValue(2);
    shop.connections.afterCommit(_ -> {});
    other.offer("tea", 100);
    assertThat(orders.subList(0, GROUP - 1))
        .allSatisfy(
            order -> assertThat(shop.reserve(order, line("tea", 1))).isEqualTo(new Reserved()));
    assertThat(shop.reserve(orders.getLast(), line("tea", 1)))
        .as("who came too late before the tea was there")
        .isInstanceOf(Refused.class);
    assertThat(shop.reserved("tea")).isEqualTo(GROUP - 1);
  }

  @Test
  void an_order_that_asks_twice_in_a_group_gets_the_same_answer_twice() {
    shop.offer("tea", 5);
    var lucky = order();
    var unlucky = order();
    var answers = group(List.of(lucky, lucky, unlucky, unlucky), line("tea", 3));

    assertThat(shop.transactions).hasValue(2);
    assertThat(answer(answers.get(0))).isEqualTo(answer(answers.get(1))).isEqualTo(new Reserved());
    assertThat(answer(answers.get(2)))
        .isEqualTo(answer(answers.get(3)))
        .isInstanceOf(Refused.class);
    assertThat(shop.stock("tea")).isEqualTo(2);
  }

  @Test
  void a_command_that_cannot_be_carried_out_harms_only_itself() {
    shop.offer("tea", 100);
    holdTheFirst(shop);
    var before = reserving(shop, order(), line("tea", 1));
    var overflowing = order();
    var tooMuch = Collections.nCopies(Integer.MAX_VALUE / 10_000 + 1, line("tea", 10_000));
    var bad = reserving(shop, overflowing, tooMuch.toArray(Line[]::new));
    var after =
        IntStream.range(0, 5).mapToObj(_ -> reserving(shop, order(), line("tea", 1))).toList();
    shop.callers.release();

    assertThat(catchThrowable(bad::get)).hasCauseInstanceOf(ArithmeticException.class);
    assertThat(answer(before)).isEqualTo(new Reserved());
    assertThat(after).allSatisfy(each -> assertThat(answer(each)).isEqualTo(new Reserved()));
    assertThat(shop.stock("tea")).isEqualTo(94);
    assertThat(shop.reserve(overflowing, line("tea", 1)))
        .as("nothing was decided for it")
        .isEqualTo(new Reserved());
  }

  @Test
  void a_rush_on_one_product_shares_transactions_and_never_oversells() {
    shop.offer("tea", RUSH - 50);
    var orders = Stream.generate(GroupedStockTest::order).limit(RUSH).toList();
    var answers = group(orders, line("tea", 1)).stream().map(GroupedStockTest::answer).toList();

    assertThat(answers.subList(0, RUSH - 50)).containsOnly(new Reserved());
    assertThat(answers.subList(RUSH - 50, RUSH)).hasOnlyElementsOfType(Refused.class);
    assertThat(shop.stock("tea")).isZero();
    assertThat(shop.reserved("tea")).isEqualTo(RUSH - 50);
    assertThat(shop.transactions).as("the first alone, the others by hundreds").hasValue(3);
  }

  private void releaseBothUntilTheyMeet() {
    shop.callers.release();
    other.callers.release();
    await().until(() -> shop.waitingForLocks() == 2);
  }

  /** Those who ask for these lines while another is held, in their order. */
  private List<Future<StockOutcome>> group(List<OrderId> orders, Line line) {
    holdTheFirst(shop);
    var answers = new ArrayList<Future<StockOutcome>>();
    orders.forEach(order -> answers.add(reserving(shop, order, line)));
    shop.callers.release();
    await().until(() -> answers.stream().allMatch(Future::isDone));
    return answers;
  }

  private static void holdTheFirst(CatalogOnPostgres node) {
    node.callers.holdTheFirst();
    var _ = reserving(node, order(), line("first", 1));
  }

  private static Future<StockOutcome> reserving(
      CatalogOnPostgres node, OrderId order, Line... lines) {
    return node.callers.call(() -> node.reserve(order, lines));
  }

  private static StockOutcome answer(Future<StockOutcome> reservation) {
    var failed = catchThrowable(reservation::get);
    assertThat(failed).isNull();
    return reservation.resultNow();
  }

  private static CommandFailure failure(Future<StockOutcome> reservation) {
    return CommandFailure.of(requireNonNull(catchThrowable(reservation::get)));
  }

  private static OrderId order() {
    return new OrderId(UUID.randomUUID());
  }
}
