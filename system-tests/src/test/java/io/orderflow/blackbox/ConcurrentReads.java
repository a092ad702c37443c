package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Reads of every kind, several at once and again and again, each of which checks its answers. */
final class ConcurrentReads implements AutoCloseable {

  private static final int READERS = 2;
  private static final long PAUSE_MILLIS = 100;

  private final Orderflow orderflow;
  private final String url;
  private final StreamSubscriber news;
  private final MonotonicReads monotonicReads = new MonotonicReads();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Set<String> placed = ConcurrentHashMap.newKeySet();
  private final Map<Kind, Integer> done = new ConcurrentSkipListMap<>();
  private final Map<Kind, Integer> duringReplays = new ConcurrentSkipListMap<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger pages = new AtomicInteger();
  private final AtomicLong longestWaitMillis = new AtomicLong();
  private final ScheduledExecutorService readers =
      Executors.newScheduledThreadPool(READERS * Kind.values().length);

  private volatile boolean replaying;

  /** What is read. */
  enum Kind {
    /** All pages of a list. */
    WALK,
    /** A new order by a word that no other has, as soon as it is shown. */
    SEARCH,
    /** An order in the version that a stream has sent, alone and in a list. */
    NEWEST_VERSION
  }

  /**
   * @param news tells which versions there are
   */
  ConcurrentReads(Orderflow orderflow, String url, StreamSubscriber news) {
    this.orderflow = orderflow;
    this.url = url;
    this.news = news;
  }

  void start(Random random) {
    for (var kind : Kind.values()) {
      for (int reader = 0; reader < READERS; reader++) {
        var choices = new Random(random.nextLong());
        var _ =
            readers.scheduleWithFixedDelay(
                () -> read(kind, choices), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Whether reads that begin from now on are counted as those during replays. */
  void replaying(boolean now) {
    replaying = now;
  }

  /** Whether reads of every kind have begun during a replay and ended. */
  boolean haveAllBeenDuringReplays() {
    return duringReplays.size() == Kind.values().length;
  }

  /** The orders it has placed in order to search for them. */
  Set<String> placed() {
    return Set.copyOf(placed);
  }

  /** Answers that were wrong. */
  List<String> violations() {
    var violations = new ArrayList<>(failures);
    violations.addAll(monotonicReads.violations());
    return violations;
  }

  String summary() {
    return """
        reads %s, of them during replays %s, %d unanswered
        %d pages; the longest wait for a version %d ms"""
        .formatted(done, duringReplays, unanswered.get(), pages.get(), longestWaitMillis.get());
  }

  private void read(Kind kind, Random random) {
    boolean duringReplay = replaying;
    try {
      boolean read =
          switch (kind) {
            case WALK -> walk(ListWalk.any(random));
            case SEARCH -> search("word" + HexFormat.of().toHexDigits(random.nextLong()));
            case NEWEST_VERSION -> readNewestVersion();
          };
      if (read) {
        done.merge(kind, 1, Integer::sum);
      }
      if (read && duringReplay) {
        duringReplays.merge(kind, 1, Integer::sum);
      }
    } catch (IOException lost) { // a busy machine; the next one will be answered
      unanswered.incrementAndGet();
    } catch (SQLException | RuntimeException | Error failed) {
      failures.add(kind + ": " + failed);
    }
  }

  private boolean walk(ListWalk walk) throws IOException, SQLException {
    var before = ViewRow.all(orderflow);
    before.forEach((order, row) -> monotonicReads.note(order, row.version()));
    var met = new ArrayList<String>();
    var next = Optional.of(walk.firstPage());
    while (next.isPresent()) {
      var shown = monotonicReads.shown();
      var page = Http.get(url + next.get());
      for (var order : body(page).get("items")) {
        monotonicReads.check(shown, order, walk);
        met.add(order.get("orderId").asString());
      }
      pages.incrementAndGet();
      next = ListWalk.pageAfter(page);
    }
    failures.addAll(walk.violations(before, ViewRow.all(orderflow), met));
    return true;
  }

  /** Whether there was room for an order. */
  private boolean search(String word) throws IOException {
    String body =
        """
        {"customerId": "c-1", "items": [{"sku": "mouse", "quantity": 1}], "paymentMethod": "pm_card_ok",
         "reference": "%s"}"""
            .formatted(word);
    var answer = Http.post(url + "/api/v1/orders", body, word);
    if (answer.statusCode() == 503) {
      return false;
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    String id = Http.json(answer).get("orderId").asString();
    placed.add(id);
    readAtLeast(id, 0);

    var found = read("/api/v1/orders?q=" + word);

    assertThat(found).as("found by %s", word).hasSize(1);
    assertThat(found.get(0).get("orderId").asString()).isEqualTo(id);
    assertThat(found.get(0).get("matched").toString()).isEqualTo("[\"reference\"]");
    return true;
  }

  /** Whether there is an order. */
  private boolean readNewestVersion() throws IOException {
    var newest = news.newest();
    if (newest == null) {
      return false;
    }
    var order = readAtLeast(newest.orderId(), newest.version());
    var listed = read("/api/v1/orders?number=" + order.get("number").asString());
    assertThat(listed).as("listed by the number of %s", order).hasSize(1);
    assertThat(listed.get(0).get("orderId").asString()).isEqualTo(newest.orderId());
    return true;
  }

  private JsonNode readAtLeast(String id, long version) throws IOException {
    var shown = monotonicReads.shown();
    long begun = System.nanoTime();
    var order = body(Http.getAtLeast(url + "/api/v1/orders/" + id, version));
    long waited = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    longestWaitMillis.accumulateAndGet(waited, Math::max);
    assertThat(order.get("version").asLong()).as("version").isGreaterThanOrEqualTo(version);
    monotonicReads.check(shown, order, "GET of one order");
    return order;
  }

  private JsonNode read(String address) throws IOException {
    var shown = monotonicReads.shown();
    var items = body(Http.get(url + address)).get("items");
    items.forEach(order -> monotonicReads.check(shown, order, address));
    return items;
  }

  private static JsonNode body(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Http.json(answer);
  }

  /** Returns when the last of them has ended. */
  @Override
  public void close() {
    readers.close();
  }
}
