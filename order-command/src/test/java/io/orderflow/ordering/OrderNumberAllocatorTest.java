package io.orderflow.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.order.OrderCommand.CreateOrder;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.command.WriteSide;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.logging.RateLimitedLogger;
import io.orderflow.engine.origin.Origin;
import io.orderflow.ordering.IdempotentOrderPlacement.Placed;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.messaging.MessageHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes on one database; each test has years of its own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderNumberAllocatorTest {

  private static final String ORDER =
      """
      {"customerId":"alice","items":[{"sku":"mouse","quantity":1}],"paymentMethod":"pm_card_ok"}
      """;

  @SuppressWarnings("NullAway.Init")
  private static WriteSide first;

  @SuppressWarnings("NullAway.Init")
  private static WriteSide second;

  @BeforeAll
  static void start() {
    String database = TestDatabase.createUrl();
    first = new WriteSide(database, "demo");
    second = new WriteSide(database, "demo");
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
  }

  @Test
  void two_nodes_never_draw_the_same_number() throws Exception {
    int threads = 8;
    int each = 5 * OrderNumberAllocator.BLOCK + 1;
    var draws = new ArrayList<Callable<List<OrderNumber>>>();
    for (int thread = 0; thread < threads; thread++) {
      var node = numbers(thread % 2 == 0 ? first : second);
      draws.add(() -> Stream.generate(() -> node.next(in(2001))).limit(each).toList());
    }
    try (var executor = Executors.newFixedThreadPool(threads)) {
      var drawn = new ArrayList<OrderNumber>();
      for (var result : executor.invokeAll(draws)) {
        drawn.addAll(result.get());
      }
      assertThat(drawn).hasSize(threads * each).doesNotHaveDuplicates();
    }
    // No block was taken while numbers were left: at most one per node is begun.
    assertThat(taken(2001))
        .isBetween(threads * (long) each, threads * (long) each + 2 * OrderNumberAllocator.BLOCK);
  }

  @Test
  void numbers_begin_anew_with_the_year_of_utc_and_the_old_year_goes_on_for_late_orders() {
    var node = numbers(first);

    assertThat(node.next(Instant.parse("2002-12-31T23:59:59.999Z"))).hasToString("2002-000001");
    assertThat(node.next(Instant.parse("2003-01-01T00:00:00Z"))).hasToString("2003-000001");
    assertThat(node.next(Instant.parse("2002-12-31T23:59:59.999Z"))).hasToString("2002-000002");
    assertThat(node.next(Instant.parse("2003-01-01T00:00:00Z"))).hasToString("2003-000002");
  }

  @Test
  void an_order_is_numbered_in_the_year_in_which_it_was_placed() {
    var last = placedAt("2007-12-31T23:59:59.999999Z");
    var next = placedAt("2008-01-01T00:00:00Z");

    assertThat(last.number()).hasToString("2007-000001");
    assertThat(last.placedAt()).isEqualTo("2007-12-31T23:59:59.999Z");
    assertThat(next.number()).hasToString("2008-000001");
  }

  @Test
  void the_number_of_an_order_is_not_drawn_again_if_its_answer_was_lost() {
    var placement =
        placement(
            "2009-06-01T00:00:00Z",
            command -> {
              orderOf(command);
              throw new IllegalStateException("the connection broke after the commit");
            });
    assertThatThrownBy(() -> place(placement))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(GeneralProblemCode.OUTCOME_UNKNOWN));

    assertThat(eventsWith("2009-000001")).isOne();
    assertThat(placedAt("2009-06-01T00:00:01Z").number()).hasToString("2009-000002");
  }

  @Test
  void the_number_of_an_order_is_not_drawn_again_if_its_command_was_delivered_twice() {
    var placement =
        placement(
            "2010-06-01T00:00:00Z",
            command -> {
              orderOf(command);
              return orderOf(command);
            });

    assertThat(place(placement).created().number()).hasToString("2010-000001");
    assertThat(placedAt("2010-06-01T00:00:01Z").number()).hasToString("2010-000002");
  }

  private static OrderCreated placedAt(String time) {
    return place(placement(time, OrderNumberAllocatorTest::orderOf)).created();
  }

  /** What the order itself answers; on another thread, so that it has committed by then. */
  private static Object orderOf(CommandMessage<?> command) {
    return CompletableFuture.supplyAsync(
            () -> first.bean(CommandGateway.class).<Object>sendAndWait(command))
        .join();
  }

  /**
   * @param connection gets the command, and gives the answer that arrives
   */
  private static IdempotentOrderPlacement placement(
      String time, MessageHandler<CommandMessage<?>> connection) {
    var bus = SimpleCommandBus.builder().build();
    var _ = bus.subscribe(CreateOrder.class.getName(), connection);
    return new IdempotentOrderPlacement(
        first.bean(PlacedOrders.class),
        first.bean(Pricing.class),
        first.bean(PlacementAddresses.class),
        numbers(first),
        new OrderGateway(
            DefaultCommandGateway.builder().commandBus(bus).build(),
            first.bean(OrderingProperties.class),
            first.bean(RateLimitedLogger.class)),
        Clock.fixed(Instant.parse(time), ZoneOffset.MAX));
  }

  private static Placed place(IdempotentOrderPlacement placement) {
    var mouse = new PlaceOrderRequest.Item("mouse", BigDecimal.ONE, null);
    var request =
        RequestedOrder.read(
            new PlaceOrderRequest("alice", List.of(mouse), "pm_card_ok", null, null, null, null));
    var id = new PlacementId(new OrderId(UUID.randomUUID()), "fingerprint", true);
    return placement.place(id, request, new Origin(Origin.Cause.REQUEST, null, null, null));
  }

  @Test
  void a_node_takes_a_block_and_what_it_leaves_is_a_gap() {
    assertThat(numbers(first).next(in(2004))).hasToString("2004-000001");
    assertThat(numbers(second).next(in(2004))).hasToString("2004-000101");
    assertThat(numbers(first).next(in(2004))).hasToString("2004-000002");
    assertThat(taken(2004)).isEqualTo(200);
  }

  @Test
  void the_millionth_order_of_a_year_has_seven_digits() {
    jdbc().sql("insert into ordering.order_number values (2005, 999900)").update();
    var numbers = Stream.generate(() -> numbers(first).next(in(2005))).limit(101).toList();

    assertThat(numbers.get(98)).hasToString("2005-999999");
    assertThat(numbers.get(99)).hasToString("2005-1000000");
    assertThat(numbers.get(100)).hasToString("2005-1000001");
  }

  @Test
  void a_number_that_is_given_back_is_drawn_next() {
    var node = numbers(first);
    var number = node.next(in(2006));
    node.next(in(2006));
    node.giveBack(number);

    assertThat(node.next(in(2006))).isEqualTo(number);
  }

  @Test
  void repetitions_draw_no_number_nor_do_other_requests_under_their_key() {
    String key = UUID.randomUUID().toString();
    var placed = place(ORDER, key);
    for (int time = 0; time < 20; time++) {
      var again = place(ORDER, key);
      assertThat(again.text()).isEqualTo(placed.text());
      assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
      assertThat(place(ORDER.replace("alice\"", "alice\",\"reference\":\"r\""), key).at("/code"))
          .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }
    var next = place(ORDER, UUID.randomUUID().toString());

    assertThat(placed.at("/number")).matches("20[0-9]{2}-[0-9]{6}");
    assertThat(count(next.at("/number"))).isEqualTo(count(placed.at("/number")) + 1);
  }

  @Test
  void without_a_number_nothing_is_stored_and_the_request_can_be_repeated() {
    String key = UUID.randomUUID().toString();
    String order =
        ORDER.replace(
            "alice\"",
            """
            eve","shippingAddress":{"recipient":"Eve","street":"Elm St 1","postalCode":"10115",\
            "city":"Berlin","country":"DE"}""");
    exhaust(first);
    jdbc()
        .sql(
            """
            create function ordering.refuse() returns trigger language plpgsql as
            $$ begin raise exception 'cancelled' using errcode = '57014'; end $$;
            create trigger refuse before insert on ordering.order_number
            for each row execute function ordering.refuse()
            """)
        .update();
    try {
      var refused = place(order, key);
      assertThat(refused.status()).as(refused.text()).isEqualTo(503);
      assertThat(refused.at("/code")).isEqualTo("UNAVAILABLE");
      assertThat(stored("ordering.shipping_address where customer_id = 'eve'")).isZero();
      assertThat(eventsWith("eve")).isZero();
    } finally {
      jdbc().sql("drop trigger refuse on ordering.order_number").update();
    }
    assertThat(place(order, key).status()).isEqualTo(201);
  }

  private static WriteSide.Answer place(String order, String key) {
    return first.post("/api/v1/orders", order, "Idempotency-Key", key);
  }

  private static void exhaust(WriteSide node) {
    OrderNumber last;
    do {
      last = numbers(node).next(Instant.now());
    } while (count(last.value()) % OrderNumberAllocator.BLOCK != 0);
  }

  private static long count(String number) {
    return Long.parseLong(number.substring(number.indexOf('-') + 1));
  }

  private static OrderNumberAllocator numbers(WriteSide node) {
    return node.bean(OrderNumberAllocator.class);
  }

  private static Instant in(int year) {
    return Instant.parse(year + "-06-01T00:00:00Z");
  }

  private static JdbcClient jdbc() {
    return first.bean(JdbcClient.class);
  }

  private static long taken(int year) {
    return jdbc()
        .sql("select taken from ordering.order_number where year = ?")
        .param(year)
        .query(Long.class)
        .single();
  }

  private static long eventsWith(String value) {
    return stored(
        "eventstore.domain_event_entry where convert_from(payload, 'UTF8') like '%\""
            + value
            + "\"%'");
  }

  private static long stored(String what) {
    return jdbc().sql("select count(*) from " + what).query(Long.class).single();
  }
}
