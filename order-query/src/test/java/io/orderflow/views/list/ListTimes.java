package io.orderflow.views.list;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.api.OrderId;
import io.orderflow.engine.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Measures lists and searches of many generated orders, as docs/performance.md has them. Run by
 * hand: times are no test.
 */
final class ListTimes {

  private static final int ROUNDS = 60;

  private final OrderListReader reader;
  private final int orders;
  private final long backend;
  private final Random chance = new Random(7);

  private ListTimes(DataSource database, int orders) {
    this.reader =
        new OrderListReader(database, new CursorCodec(new CursorKey(new JdbcTemplate(database))));
    this.orders = orders;
    this.backend =
        requireNonNull(
            new JdbcTemplate(database).queryForObject("select pg_backend_pid()", Long.class));
  }

  /**
   * @param arguments the number of orders, and the address of a database, which is filled if it is
   *     empty; without one, one is created for this run
   */
  public static void main(String... arguments) {
    int orders = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    var url = arguments.length > 1 ? arguments[1] : TestDatabase.createUrl();
    if (isEmpty(url)) {
      long begun = System.nanoTime();
      GeneratedOrders.fill(url, orders);
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf("%,d orders generated, %,.0f a second%n", orders, orders / seconds);
    }
    try (var pool = new HikariDataSource()) {
      pool.setMaximumPoolSize(1);
      pool.setJdbcUrl(url);
      new ListTimes(pool, orders).measure();
    }
  }

  private static boolean isEmpty(String url) {
    return Boolean.TRUE.equals(
        new JdbcTemplate(new DriverManagerDataSource(url))
            .queryForObject("select to_regnamespace('views') is null", Boolean.class));
  }

  private void measure() {
    System.out.printf("%-60s %8s %8s %8s %6s%n", "", "p50 ms", "max ms", "CPU ms", "items");
    searches();
    pages();
    lists();
  }

  private void lists() {
    for (var filter :
        List.of(
            "",
            "status=COMPLETED",
            "status=CANCELLED",
            "status=CREATED",
            "status=CANCELLING",
            "status=CREATED,CANCELLING,SHIPPED",
            "paymentStatus=CAPTURED",
            "paymentStatus=REFUNDED",
            "paymentStatus=PENDING",
            "fulfillmentStatus=DELIVERED",
            "fulfillmentStatus=RESERVED",
            "attention=true",
            "attention=SHIPPING",
            "reason=CUSTOMER",
            "reason=OPERATOR",
            "reason=STOCK_UNAVAILABLE",
            "currency=USD",
            "minTotal=1990&currency=EUR",
            "minTotal=100&maxTotal=101&currency=EUR",
            "createdAfter=2026-02-28T00:00:00Z",
            "createdBefore=2025-06-01T00:00:00Z",
            "updatedAfter=2026-03-01T00:00:00Z",
            "updatedBefore=2025-06-01T00:00:00Z")) {
      for (var sort : List.of("-createdAt", "-updatedAt", "total&currency=EUR")) {
        time(filter + " sort=" + sort, _ -> filter + "&sort=" + sort);
      }
    }
    time("customerId", _ -> "customerId=c-" + customer());
    time("customerId with most orders, sort=-updatedAt", _ -> "sort=-updatedAt&customerId=c-0");
    time("customerId and status", _ -> "status=CANCELLED&customerId=c-" + customer());
    time("reference", _ -> "reference=ORD-" + (1_000_000 + chance.nextInt(orders)));
    time("sku, any", _ -> "sku=camera-" + (8 + 20 * chance.nextInt(100)));
    time("sku of most orders, sort=-updatedAt", _ -> "sort=-updatedAt&sku=laptop-0");
    time(
        "sku and status=CREATED", _ -> "status=CREATED&sku=camera-" + (8 + 20 * chance.nextInt(9)));
    time("count of all", _ -> "count=true&limit=1");
    time("count of status=CANCELLED", _ -> "count=true&limit=1&status=CANCELLED");
    time(
        "status=COMPLETED and paymentStatus=REFUNDED",
        _ -> "status=COMPLETED&paymentStatus=REFUNDED");
  }

  private void pages() {
    for (var sort : List.of("-createdAt", "-updatedAt", "-total&currency=EUR")) {
      time("a page in the middle, sort=" + sort, round -> middle(sort, round));
    }
  }

  /** A cursor as deep as anywhere in the list. */
  private String middle(String sort, int round) {
    var query = "sort=" + sort;
    var request = request(query);
    var key =
        switch (request.order().sort()) {
          case TOTAL -> Integer.toString(5 + round * 5);
          case CREATED_AT, UPDATED_AT -> "2025-%02d-11 00:00:00+00".formatted(3 + round % 10);
        };
    var position = new Cursor.Position(key, new OrderId(new UUID(0, 0)));
    return query + "&cursor=" + reader.cursor(new Cursor(0, false, position), request);
  }

  private void searches() {
    var words = List.of("laptop", "camera", "oak", "crème", "wireless", "drive", "hub", "MÜLLER");
    time("q: one word of a product", _ -> "q=" + any(words));
    time("q: two words", _ -> "q=" + any(words) + " " + any(words));
    time("q: three words", _ -> "q=" + any(words) + " " + any(words) + " " + chance.nextInt(50));
    time(
        "q: the beginning of a word",
        _ -> "q=" + any(List.of("lap", "cam", "wir", "ke", "or", "1z")));
    time("q: one letter", _ -> "q=" + (char) ('a' + chance.nextInt(26)));
    time("q: a number in a name or SKU", _ -> "q=" + chance.nextInt(2000));
    time("q: a SKU", _ -> "q=camera-" + (8 + 20 * chance.nextInt(100)));
    time("q: a reference", _ -> "q=ORD-" + (1_000_000 + chance.nextInt(orders)));
    time("q: the beginning of a reference", _ -> "q=ORD-" + (1000 + chance.nextInt(900)));
    time("q: the number of a reference", _ -> "q=" + (1_000_000 + chance.nextInt(orders)));
    time("q: a customer", _ -> "q=c-" + customer());
    time(
        "q: mistyped",
        _ -> "q=" + any(List.of("labtop", "camra", "wireles s", "moniter", "keybord", "printr")));
    time(
        "q: mistyped, two words",
        _ ->
            "q="
                + any(List.of("labtop", "camra", "keybord"))
                + " "
                + any(List.of("sliver", "walnutt", "compct")));
    time("q: nothing like it", _ -> "q=" + any(List.of("qqqqqq", "zebra", "xylophone")));
    time("q: one word and status=CANCELLING", _ -> "status=CANCELLING&q=" + any(words));
    time("q: one word and a customer", _ -> "customerId=c-" + customer() + "&q=" + any(words));
    time("q: one word, created before", _ -> "createdBefore=2025-04-01T00:00:00Z&q=" + any(words));
    time("q: one word, count", _ -> "count=true&q=" + any(words));
  }

  private int customer() {
    return (int) (Math.pow(chance.nextDouble(), 3) * 100_000);
  }

  private String any(List<String> words) {
    return words.get(chance.nextInt(words.size()));
  }

  private void time(String name, Function<Integer, String> query) {
    var items = new int[1];
    run(query.apply(0));
    double before = cpuMillis();
    double[] millis =
        IntStream.range(0, ROUNDS)
            .mapToDouble(
                round -> {
                  var asked = query.apply(round);
                  long begun = System.nanoTime();
                  items[0] = run(asked);
                  return (System.nanoTime() - begun) / 1e6;
                })
            .sorted()
            .toArray();
    System.out.printf(
        "%-60s %8.1f %8.1f %8.1f %6d%n",
        name, millis[ROUNDS / 2], millis[ROUNDS - 1], (cpuMillis() - before) / ROUNDS, items[0]);
  }

  /** Of the server's one process that answers; of this machine. */
  private double cpuMillis() {
    try {
      var stat = Files.readString(Path.of("/proc/" + backend + "/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10.0;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private int run(String query) {
    try {
      return reader.page(request(query), null).items().size();
    } catch (DataAccessException gaveUp) {
      return -1;
    }
  }

  private static ListRequest request(String query) {
    var parameters = new LinkedMultiValueMap<String, String>();
    UriComponentsBuilder.newInstance()
        .query(query.startsWith("&") ? query.substring(1) : query)
        .build()
        .getQueryParams()
        .forEach((name, values) -> parameters.put(name, List.of(values.getLast())));
    return ListRequestReader.read(parameters);
  }
}
