package io.orderflow.views.list;

import static java.util.Objects.requireNonNull;

import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.order.OrderEvent.ShipmentDispatched;
import io.orderflow.views.history.RecordedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/** Measures lists and searches through the reader, on one connection, without HTTP. */
final class ListMeasurement {

  private static final List<String> SORTS =
      List.of("-createdAt", "-updatedAt", "total&currency=EUR");

  private final OrderListReader reader;
  private final int orders;
  private final int rounds;
  private final Predicate<String> wanted;
  private final long backend;
  private final Random chance = new Random(7);

  /**
   * @param database with one connection only
   * @param orders how many it has
   * @param rounds how often each case is measured
   * @param wanted the cases to be measured, by their names
   */
  ListMeasurement(DataSource database, int orders, int rounds, Predicate<String> wanted) {
    var jdbc = new JdbcTemplate(database);
    this.reader = new OrderListReader(database, new CursorCodec(new CursorKey(jdbc)));
    this.orders = orders;
    this.rounds = rounds;
    this.wanted = wanted;
    this.backend = requireNonNull(jdbc.queryForObject("select pg_backend_pid()", Long.class));
  }

  /** As tables of docs/performance.md. */
  void print() {
    System.out.printf("Load average at the beginning %s%n", loadAverage());
    heading("search");
    searches();
    heading("list");
    pages();
    others();
    System.out.printf(
        "%n| list: p50, p99 ms (CPU ms) | newest first | last changed first | by total |%n"
            + "|---|---|---|---|%n");
    lists();
    System.out.printf("%nLoad average at the end %s%n", loadAverage());
  }

  private static void heading(String what) {
    System.out.printf(
        "%n| %s | p50 ms | p99 ms | CPU ms | on the page |%n|---|---|---|---|---|%n", what);
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
            "attentionReason=refund refused",
            "reason=CUSTOMER",
            "reason=OPERATOR",
            "reason=STOCK_UNAVAILABLE",
            "label=channel",
            "label=channel:web",
            "currency=USD",
            "minTotal=1990&currency=EUR",
            "minTotal=100&maxTotal=101&currency=EUR",
            "createdAfter=2026-02-28T00:00:00Z",
            "createdBefore=2025-06-01T00:00:00Z",
            "updatedAfter=2026-03-01T00:00:00Z",
            "updatedBefore=2025-06-01T00:00:00Z")) {
      if (!wanted.test(filter)) {
        continue;
      }
      var cells =
          SORTS.stream()
              .map(sort -> timed(_ -> filter + "&sort=" + sort))
              .map(times -> "%.0f, %.0f (%.0f)".formatted(times.p50, times.p99, times.cpu))
              .toList();
      System.out.printf(
          "| %s | %s |%n",
          filter.isEmpty() ? "all" : "`" + filter + "`", String.join(" | ", cells));
    }
  }

  private void others() {
    time("customerId", _ -> "customerId=c-" + customer());
    time("customerId with most orders, sort=-updatedAt", _ -> "sort=-updatedAt&customerId=c-0");
    time("customerId and status", _ -> "status=CANCELLED&customerId=c-" + customer());
    time("reference", _ -> "reference=ORD-" + (1_000_000 + chance.nextInt(orders)));
    time("number", _ -> "number=" + number());
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
    time("q: an order number", _ -> "q=" + number());
    time("q: a tracking number", _ -> "q=" + trackingNumber());
    time("q: a label's value", _ -> "q=" + any(List.of("web", "shop")));
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
    for (var filter :
        List.of(
            "status=COMPLETED",
            "status=CANCELLED",
            "status=CREATED",
            "paymentStatus=REFUNDED",
            "attention=true",
            "minTotal=1500&currency=EUR")) {
      time("q: one word and " + filter, _ -> filter + "&q=" + any(words));
      time("q: two words and " + filter, _ -> filter + "&q=" + any(words) + " " + any(words));
    }
    time("q: a bare UUID", _ -> "q=" + UUID.randomUUID());
    time("q: one word, count", _ -> "count=true&q=" + any(words));
    time("q: two words, count", _ -> "count=true&q=" + any(words) + " " + any(words));
    time(
        "q: the beginning of a word, count",
        _ -> "count=true&q=" + any(List.of("la", "cam", "1z")));
    time(
        "q: one word and status=COMPLETED, count",
        _ -> "count=true&status=COMPLETED&q=" + any(words));
    time("q: a reference, count", _ -> "count=true&q=ORD-" + (1_000_000 + chance.nextInt(orders)));
    deepSearches(words);
  }

  /** From an order in the middle on. */
  private void deepSearches(List<String> words) {
    time("q: one word, a page in the middle", round -> deep("q=" + any(words), round));
    time(
        "q: two words, a page in the middle",
        round -> deep("q=" + any(words) + " " + any(words), round));
  }

  private String deep(String query, int round) {
    var key = "2025-%02d-11 00:00:00+00".formatted(4 + round % 9);
    var position = new Cursor.Position(key, new OrderId(new UUID(0, 0)));
    return query + "&cursor=" + reader.cursor(new Cursor(2, false, position), request(query));
  }

  /** The first four fifths were placed in 2025. */
  private OrderNumber number() {
    return OrderNumber.of(2025, 1 + chance.nextInt(orders * 4 / 5));
  }

  private String trackingNumber() {
    var histories = new OrderHistories(orders);
    return Stream.generate(() -> histories.history(1 + chance.nextInt(orders)))
        .flatMap(history -> history.events().stream())
        .map(RecordedEvent::payload)
        .filter(ShipmentDispatched.class::isInstance)
        .map(event -> ((ShipmentDispatched) event).trackingNumber())
        .findFirst()
        .orElseThrow();
  }

  private int customer() {
    return (int) (Math.pow(chance.nextDouble(), 3) * 100_000);
  }

  private String any(List<String> words) {
    return words.get(chance.nextInt(words.size()));
  }

  private void time(String name, IntFunction<String> query) {
    if (!wanted.test(name)) {
      return;
    }
    var times = timed(query);
    System.out.printf(
        "| %s | %.0f | %.0f | %.0f | %d |%n", name, times.p50, times.p99, times.cpu, times.items);
  }

  private Times timed(IntFunction<String> query) {
    int items = run(query.apply(0));
    double before = cpuMillis();
    var millis = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      var asked = query.apply(round);
      long begun = System.nanoTime();
      items = run(asked);
      millis[round] = (System.nanoTime() - begun) / 1e6;
    }
    double cpu = (cpuMillis() - before) / rounds;
    Arrays.sort(millis);
    return new Times(millis[rounds / 2], millis[(int) Math.ceil(rounds * 0.99) - 1], cpu, items);
  }

  private static String loadAverage() {
    return "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** Milliseconds of one request, and the orders on the last page. */
  private record Times(double p50, double p99, double cpu, int items) {}

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
