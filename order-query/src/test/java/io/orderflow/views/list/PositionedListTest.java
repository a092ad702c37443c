package io.orderflow.views.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.engine.TestDatabase;
import io.orderflow.views.status.VersionWaiters;
import io.orderflow.views.status.WaitPreference;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.OrderPosition;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists that wait for what their reader has written. */
@DirtiesContext
@SpringBootTest(
    classes = ListApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PositionedListTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final CustomerId BOB = new CustomerId("bob");

  /** In seconds, so that on a busy machine too an order comes before the time is up. */
  private static final int LONGEST = (int) WaitPreference.LONGEST.toSeconds();

  @LocalServerPort int port;
  @Autowired OrderRecording recording;
  @Autowired PositionedListReader reader;
  @Autowired VersionWaiters waiters;
  private ListClient lists = new ListClient(0);

  /** Of an own customer for each test, so that tests do not see each other's orders. */
  private final String customer = "c-" + UUID.randomUUID();

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @BeforeEach
  void connect() {
    lists = new ListClient(port);
  }

  private ListedOrder order(String reference) {
    var total = Money.of("10.00", "EUR");
    return ListedOrder.of(customer, reference, total, NOON, "laptop Laptop " + reference);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&count=true", "&q=laptop+%s", "&sort=-updatedAt", "&reference=%s"})
  void a_list_is_answered_as_soon_as_it_contains_the_order(String query) {
    var reference = "r" + UUID.randomUUID();
    var placed = order(reference);
    var position = position(placed, 0);
    var answer = waiting(query.formatted(reference), LONGEST, position);
    await().pollDelay(Duration.ofMillis(400)).until(() -> !answer.isDone());

    recording.append(placed, 0, NOON);

    var list = answered(answer);
    assertThat(ListClient.references(json(list))).containsExactly(reference);
    assertThat(list.headers().firstValue("Orderflow-Position")).contains(position.toString());
    assertThat(list.headers().firstValue("Preference-Applied")).contains("wait=" + LONGEST);
    if (query.contains("count")) {
      assertThat(json(list).path("count").asInt()).isEqualTo(1);
    }
  }

  @Test
  void a_filter_sees_the_change_that_is_waited_for() {
    var paid = order("p").paid();
    recording.record(NOON, paid.upTo(1));
    var filter = "&paymentStatus=CAPTURED";
    assertThat(lists.references("customerId=" + customer + filter)).isEmpty();
    var answer = waiting(filter, LONGEST, position(paid, 2));
    await().pollDelay(Duration.ofMillis(400)).until(() -> !answer.isDone());

    recording.append(paid, 1, NOON);

    assertThat(ListClient.references(json(answered(answer)))).containsExactly("p");
  }

  @Test
  void several_positions_are_all_waited_for() {
    var first = order("first");
    var second = order("second").paid();
    var positions =
        List.of(position(first, 0), position(second, 2), position(second, 1), position(second, 2));
    var answer = waiting("", LONGEST, positions.toArray(OrderPosition[]::new));
    recording.record(NOON, first);
    recording.record(NOON, second.upTo(2));
    await().pollDelay(Duration.ofMillis(400)).until(() -> !answer.isDone());

    recording.append(second, 2, NOON);

    var list = answered(answer);
    assertThat(ListClient.references(json(list))).containsExactlyInAnyOrder("first", "second");
    assertThat(json(list).path("items").findValuesAsString("version"))
        .containsExactlyInAnyOrder("0", "2");
    assertThat(list.headers().allValues("Orderflow-Position"))
        .containsExactly(
            positions.stream()
                .distinct()
                .map(OrderPosition::toString)
                .collect(Collectors.joining(", ")));
  }

  @Test
  void a_list_that_contains_the_change_already_is_answered_at_once() {
    var placed = order("there");
    recording.record(NOON, placed);

    var request = request("customerId", customer, position(placed, 0));
    var list = reader.read(request, null, seconds(30));

    assertThat(list.isDone()).isTrue();
    assertThat(list.join().reached()).containsExactly(position(placed, 0));
    assertThat(list.join().page().items()).hasSize(1);
  }

  @Test
  void when_the_time_is_up_the_list_is_answered_as_it_is_and_says_what_it_contains() {
    var placed = order("old");
    recording.record(NOON, placed);
    long began = System.nanoTime();

    var list = answered(waiting("", 1, position(placed, 7), position(placed, 0)));

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
    assertThat(ListClient.references(json(list))).containsExactly("old");
    assertThat(list.headers().firstValue("Orderflow-Position"))
        .contains(position(placed, 0).toString());
    assertThat(list.headers().firstValue("Preference-Applied")).contains("wait=1");
    var unknown = answered(waiting("", 1, position(order("none"), 0)));
    assertThat(unknown.headers().firstValue("Orderflow-Position")).isEmpty();
    assertThat(unknown.headers().firstValue("Preference-Applied")).contains("wait=1");
  }

  @Test
  void without_the_preference_nothing_is_waited_for() {
    var placed = order("there");
    recording.record(NOON, placed);
    var query = "&atLeastPosition=" + position(placed, 7);

    var list = lists.ask("/api/v1/orders?customerId=" + customer + query);

    assertThat(ListClient.references(json(list))).containsExactly("there");
    assertThat(list.headers().firstValue("Orderflow-Position")).isEmpty();
    assertThat(list.headers().firstValue("Preference-Applied")).isEmpty();
    var request = request("customerId", customer, position(placed, 7));
    assertThat(reader.read(request, null, seconds(0)).isDone()).isTrue();
    var without = answered(waiting("", 20));
    assertThat(without.headers().firstValue("Preference-Applied")).isEmpty();
  }

  /** An order of another customer is in the view, and its events come, as if it were not there. */
  @Test
  void an_order_of_another_customer_is_waited_for_like_an_unknown_one() {
    var another = order("theirs").paid();
    recording.record(NOON, another.upTo(2));
    var own = ListedOrder.of("bob", NOON, "laptop Laptop");
    recording.record(NOON, own);
    long began = System.nanoTime();
    var foreign = request("sku", "laptop", position(another, 0));
    var foreignLater = request("sku", "laptop", position(another, 2), position(own, 0));
    var unknown = request("sku", "laptop", position(order("none"), 0));

    var answers =
        Stream.of(foreign, foreignLater, unknown)
            .map(request -> reader.read(request, BOB, seconds(2)))
            .toList();
    recording.append(another, 2, NOON);
    recording.awaitRow(another);
    var early = CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new));

    early.join();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1900));
    assertThat(answers.get(0).join()).isEqualTo(answers.get(2).join());
    assertThat(answers.get(0).join().reached()).isEmpty();
    assertThat(answers.get(1).join().reached()).containsExactly(position(own, 0));
    assertThat(reader.read(foreign, null, seconds(2)).isDone()).isTrue();
    assertThat(reader.read(foreign, BOB, seconds(0)).join().reached()).isEmpty();
  }

  @Test
  void a_reader_for_whom_there_is_no_place_gets_the_current_list() {
    var position = position(order("none"), 0);
    var places =
        IntStream.range(0, 50)
            .boxed()
            .collect(Collectors.toMap(_ -> new OrderId(UUID.randomUUID()), _ -> 0L));
    // A reader of another test may leave its place a moment after its answer.
    var held = await().until(() -> take(20, places), taken -> taken.size() == 20);
    try {
      assertThat(waiters.of(places, PATIENCE)).isEmpty();
      var list = reader.read(request("customerId", customer, position), null, seconds(30));
      assertThat(list.isDone()).isTrue();
      assertThat(list.join().reached()).isEmpty();
    } finally {
      held.forEach(place -> place.complete(true));
    }
    var free = waiters.of(places, PATIENCE);
    assertThat(free).isPresent();
    free.get().complete(true);
  }

  /** So many times, or not at all. */
  private List<CompletableFuture<Boolean>> take(int times, Map<OrderId, Long> places) {
    var taken =
        IntStream.range(0, times)
            .mapToObj(_ -> waiters.of(places, PATIENCE))
            .flatMap(Optional::stream)
            .toList();
    if (taken.size() < times) {
      taken.forEach(place -> place.complete(true));
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "newest", "0", "BQAAAAAAAADEbOBCa9dUFLklWJHsDzMa", "%00", "a,b"})
  void what_is_no_position_is_refused(String text) {
    var problem = lists.refused("atLeastPosition=" + text, "INVALID_QUERY");
    assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/atLeastPosition");
    assertThat(problem.at("/errors/0/detail").asString())
        .isEqualTo("must be the Orderflow-Position of an earlier answer");
  }

  @Test
  void twenty_positions_are_the_most() {
    var position = "atLeastPosition=" + position(order("none"), 0);
    lists.page(String.join("&", Collections.nCopies(20, position)));
    var problem =
        lists.refused(String.join("&", Collections.nCopies(21, position)), "INVALID_QUERY");
    assertThat(problem.at("/errors/0/detail").asString()).isEqualTo("must have at most 20 values");
  }

  @Test
  void the_next_page_does_not_wait_again_and_a_position_is_no_part_of_the_list() {
    var placed = List.of(order("a"), order("b"), order("c"));
    placed.forEach(order -> recording.record(NOON, order));
    var query = "&limit=1";

    var page = answered(waiting(query, 20, position(placed.get(0), 0)));

    assertThat(page.headers().firstValue("Link").orElseThrow())
        .contains("cursor=", "limit=1")
        .doesNotContain("Position");
    var cursor = json(page).path("nextCursor").asString();
    assertThat(lists.references("customerId=" + customer + query + "&cursor=" + cursor)).hasSize(1);
    var again = answered(waiting(query + "&cursor=" + cursor, 20, position(placed.get(1), 0)));
    assertThat(json(again).path("items").size()).isEqualTo(1);
    assertThat(
            lists.walk(
                "customerId="
                    + customer
                    + query
                    + "&atLeastPosition="
                    + position(placed.get(2), 0)))
        .hasSize(3);
  }

  @Test
  void the_cursor_of_another_list_is_refused_before_anything_is_waited_for() {
    List.of(order("a"), order("b")).forEach(order -> recording.record(NOON, order));
    var cursor = lists.page("limit=1").path("nextCursor").asString();
    var request = request("cursor", cursor, position(order("none"), 0));
    assertThat(reader.read(request, null, seconds(1))).succeedsWithin(PATIENCE);

    assertThatThrownBy(() -> reader.read(request, BOB, seconds(30)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cursor");
  }

  private static OrderPosition position(ListedOrder order, long version) {
    return new OrderPosition(order.id(), version);
  }

  private static WaitPreference seconds(int seconds) {
    return new WaitPreference(Duration.ofSeconds(seconds));
  }

  private static ListRequest request(String name, String value, OrderPosition... positions) {
    var parameters = new LinkedMultiValueMap<String, String>();
    parameters.add(name, value);
    for (var position : positions) {
      parameters.add("atLeastPosition", position.toString());
    }
    return ListRequestReader.read(parameters);
  }

  /** The customer's list, asked for with these positions. */
  private CompletableFuture<HttpResponse<String>> waiting(
      String query, int seconds, OrderPosition... positions) {
    var parameters = new StringBuilder("customerId=" + customer + query);
    for (var position : positions) {
      parameters.append("&atLeastPosition=").append(position);
    }
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/v1/orders?" + parameters))
            .header("Prefer", "wait=" + seconds);
    return lists.http().sendAsync(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> answered(CompletableFuture<HttpResponse<String>> answer) {
    assertThat(answer).succeedsWithin(PATIENCE);
    assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(200);
    return answer.join();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
