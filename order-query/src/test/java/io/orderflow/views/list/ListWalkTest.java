package io.orderflow.views.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Lists that are walked page by page while orders are placed and change. */
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(
    classes = ListApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListWalkTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int ORDERS = 300;

  /** While one list is walked. */
  private static final int MOST_WRITES = 60;

  @LocalServerPort int port;
  @Autowired OrderRecording recording;

  private final long seed = new Random().nextLong();
  private final Random chance = new Random(seed);
  private final AtomicBoolean walking = new AtomicBoolean(true);
  private final Set<String> unchanged = new HashSet<>();
  private final List<ListedOrder> changing = new ArrayList<>();
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  /** Half of the orders never change; many have the same time or total as others. */
  @BeforeAll
  void orders() {
    var placed = new ArrayList<ListedOrder>();
    var times = new ArrayList<Instant>();
    for (int number = 0; number < ORDERS; number++) {
      var order = order();
      placed.add(order);
      times.add(NOON.plusSeconds(chance.nextInt(100)));
      if (number % 2 == 0) {
        unchanged.add(order.id().toString());
      } else {
        changing.add(order);
      }
    }
    recording.appendAll(placed, times);
    recording.awaitRows(ORDERS);
  }

  @BeforeEach
  void writeOn() {
    walking.set(true);
    writing = CompletableFuture.runAsync(() -> write(new Random(chance.nextLong())));
  }

  @AfterEach
  void stopWriting() {
    walking.set(false);
    writing.join();
  }

  private ListedOrder order() {
    return ListedOrder.of(
        "walk",
        null,
        Money.of(chance.nextInt(20) + ".00", "EUR"),
        NOON.plusSeconds(chance.nextInt(100)),
        "walk Walk");
  }

  /** New orders and changes have times before, amid and after those that are there. */
  private void write(Random times) {
    for (int written = 0; written < MOST_WRITES && walking.get(); written++) {
      var at = NOON.plusSeconds(times.nextInt(200) - 50);
      var order =
          ListedOrder.of("walk", null, Money.of(times.nextInt(20) + ".00", "EUR"), at, "walk Walk");
      recording.append(order, 0, at);
      if (!changing.isEmpty()) {
        var changed = changing.removeLast();
        recording.append(
            changed.then(new OrderEvent.StockReserved(changed.id())), 1, at.plusSeconds(50));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort=-createdAt",
        "sort=createdAt",
        "sort=-updatedAt",
        "sort=updatedAt",
        "sort=-total&currency=EUR",
        "sort=total&currency=EUR",
        "q=walk",
      })
  void an_order_that_does_not_change_is_on_exactly_one_page(String query) {
    var walked = new ListClient(port).walk(query + "&limit=" + (3 + chance.nextInt(20)));

    var ids = walked.stream().map(item -> item.path("orderId").asString()).toList();
    assertThat(ids.stream().filter(unchanged::contains))
        .as("seed %d", seed)
        .doesNotHaveDuplicates()
        .hasSize(unchanged.size());
    if (!query.startsWith("q")) {
      assertSorted(walked, query);
    }
  }

  private void assertSorted(List<JsonNode> walked, String query) {
    var key = query.replaceAll("sort=-?([a-zA-Z]+).*", "$1");
    var order =
        key.equals("total")
            ? Comparator.comparing((JsonNode item) -> item.at("/total/amount").asDecimal())
            : Comparator.comparing((JsonNode item) -> Instant.parse(item.path(key).asString()));
    assertThat(walked)
        .as("seed %d", seed)
        .isSortedAccordingTo(query.startsWith("sort=-") ? order.reversed() : order);
  }
}
