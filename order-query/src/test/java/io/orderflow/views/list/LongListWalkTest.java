package io.orderflow.views.list;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.views.status.ProjectedRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A list of thousands of orders, walked to its end while others are placed and change all over it.
 * {@code -Dwalk.orders=100000} makes it longer, and takes ten minutes.
 */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LongListWalkTest {

  private static final int ORDERS = Integer.getInteger("walk.orders", 10_000);

  /** Of so many in the same year, those beyond the first are not there yet. */
  private static final OrderHistories LATER = new OrderHistories(10 * ORDERS);

  /** So far apart that twenty are spread over the year. */
  private static final int STRIDE = ORDERS * 2 / 5;

  private final Set<UUID> unchanged = new HashSet<>();
  private final List<UUID> changing = new ArrayList<>();
  private DriverManagerDataSource database = new DriverManagerDataSource();
  private final Semaphore pages = new Semaphore(0);
  private int written;

  @BeforeAll
  void orders() {
    database = GeneratedOrders.database(ORDERS);
    new JdbcTemplate(database)
        .queryForList("select order_id from views.order_view", UUID.class)
        .forEach(id -> (id.hashCode() % 10 == 0 ? changing : unchanged).add(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort=-createdAt",
        "sort=createdAt",
        "sort=-updatedAt",
        "sort=updatedAt",
        "sort=-total&currency=EUR",
        "sort=total&currency=EUR"
      })
  void an_order_that_does_not_change_is_met_exactly_once(String query) {
    var expected = new HashSet<>(unchanged);
    expected.retainAll(ofCurrency(query));
    int before = written;
    var walking = new AtomicBoolean(true);
    var writing = CompletableFuture.runAsync(() -> write(walking));

    var met = walk(query);

    walking.set(false);
    pages.release();
    writing.join();
    assertThat(written).isGreaterThan(before);
    var unchangedMet = met.stream().filter(expected::contains).toList();
    assertThat(unchangedMet).hasSize(expected.size());
    assertThat(Set.copyOf(unchangedMet)).isEqualTo(expected);
  }

  private List<UUID> ofCurrency(String query) {
    return new JdbcTemplate(database)
        .queryForList(
            "select order_id from views.order_search where currency = 'EUR' or ?",
            UUID.class,
            !query.contains("currency"));
  }

  private List<UUID> walk(String query) {
    var connection = new SingleConnectionDataSource(requireNonNull(database.getUrl()), true);
    try {
      var reader =
          new OrderListReader(
              connection, new CursorCodec(new CursorKey(new JdbcTemplate(connection))));
      var met = new ArrayList<UUID>();
      String cursor = "";
      while (cursor != null) {
        var page = reader.page(request(query + "&limit=200" + cursor), null);
        pages.release();
        page.items().forEach(order -> met.add(order.orderId().value()));
        cursor = page.nextCursor() == null ? null : "&cursor=" + page.nextCursor();
      }
      return met;
    } finally {
      connection.destroy();
    }
  }

  private static ListRequest request(String query) {
    var parameters = new LinkedMultiValueMap<String, String>();
    UriComponentsBuilder.newInstance()
        .query(query)
        .build()
        .getQueryParams()
        .forEach((name, values) -> parameters.put(name, values));
    return ListRequestReader.read(parameters);
  }

  /**
   * With each page, new orders of all times, and changes that move orders to the end and the
   * middle.
   */
  private void write(AtomicBoolean walking) {
    var connection = new SingleConnectionDataSource(requireNonNull(database.getUrl()), true);
    try {
      var rows = new ProjectedRows(connection);
      var jdbc = new JdbcTemplate(connection);
      while (walking.get()) {
        pages.acquireUninterruptibly();
        int first = ORDERS + written % STRIDE;
        rows.write(
            IntStream.range(0, 20).mapToObj(i -> LATER.history(first + i * STRIDE)).toList());
        written++;
        var changed = changing.get(written % changing.size());
        jdbc.update(
            """
            update views.order_view set version = version + 1,
              updated_at = created_at + random() * interval '100 days'
            where order_id = ?""",
            changed);
      }
    } finally {
      connection.destroy();
    }
  }
}
