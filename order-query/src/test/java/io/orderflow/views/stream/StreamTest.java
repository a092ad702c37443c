package io.orderflow.views.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Labels;
import io.orderflow.api.OrderNumber;
import io.orderflow.engine.TestDatabase;
import io.orderflow.views.list.ListedOrder;
import io.orderflow.views.list.OrderRecording;
import io.orderflow.views.stream.StreamClient.Received;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DirtiesContext
@SpringBootTest(
    classes = StreamApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "orderflow.streams.most=4",
      "orderflow.streams.heartbeat=1s",
      "orderflow.streams.longest-catch-up=1000"
    })
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StreamTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** In bytes. */
  private static final long LARGE = 6_000;

  @LocalServerPort int port;
  @Autowired OrderRecording recording;
  @Autowired OrderStreams streams;
  @Autowired PlatformTransactionManager transactions;
  @Autowired JdbcTemplate jdbc;

  private final List<StreamClient> clients = new ArrayList<>();

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @AfterEach
  void disconnect() {
    clients.forEach(StreamClient::close);
    await().atMost(PATIENCE).until(() -> streams.subscribers() == 0);
  }

  @Test
  void a_stream_tells_each_version_of_an_order_once_and_in_order() {
    var client = connect("/stream", null);

    var order = placed("alice").completed("t-1");
    recording.append(order, 0, NOON);

    await().atMost(PATIENCE).until(() -> versions(client, order).size() == 6);
    assertThat(versions(client, order)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(client.events().getLast().status()).isEqualTo("COMPLETED");
  }

  @Test
  void a_client_goes_on_after_its_last_event_without_gap_or_repetition() {
    var first = connect("/stream", null);
    var order = placed("alice").completed("t-1");
    recording.append(order.upTo(2), 0, NOON);
    await().atMost(PATIENCE).until(() -> versions(first, order).size() == 2);
    first.close();
    recording.append(order.upTo(4), 2, NOON);

    var second = connect("/stream", first.lastEventId());
    recording.append(order, 4, NOON);

    await().atMost(PATIENCE).until(() -> versions(second, order).size() >= 4);
    assertThat(versions(second, order)).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void a_client_that_has_connected_is_told_of_an_event_that_commits_after_a_later_one() {
    var known = placed("alice");
    recording.append(known, 0, Instant.now());
    var late = UUID.randomUUID().toString();
    var client =
        Objects.requireNonNull(
            new TransactionTemplate(transactions)
                .execute(
                    _ -> {
                      copyEvents(known, late);
                      recording.append(placed("bob"), 0, Instant.now());
                      return connect("/stream", null);
                    }));

    await().atMost(PATIENCE).until(() -> !client.events().isEmpty());
    assertThat(client.events()).extracting(Received::orderId).containsExactly(late);
  }

  /** As another order, in the caller's transaction. */
  private void copyEvents(ListedOrder order, String id) {
    jdbc.update(
        """
        insert into eventstore.domain_event_entry (aggregate_identifier, sequence_number, type,
          event_identifier, meta_data, payload, payload_revision, payload_type, time_stamp)
        select ?, sequence_number, type, ?, meta_data,
          convert_to(replace(convert_from(payload, 'UTF8'), aggregate_identifier, ?), 'UTF8'),
          payload_revision, payload_type, time_stamp
        from eventstore.domain_event_entry where aggregate_identifier = ?""",
        id,
        UUID.randomUUID().toString(),
        id,
        order.id().toString());
  }

  @Test
  void a_heartbeat_moves_a_client_without_news_on() {
    var client = connect("/stream?customerId=nobody", null);
    await().atMost(PATIENCE).until(() -> client.lastEventId() != null);
    var begun = client.lastEventId();
    recording.append(placed("alice").paid(), 0, NOON);

    await().atMost(PATIENCE).until(() -> !Objects.equals(client.lastEventId(), begun));

    var next = connect("/stream?customerId=nobody", client.lastEventId());
    assertThat(next.events()).isEmpty();
  }

  @Test
  void the_stream_of_an_order_begins_with_its_state() {
    var order = placed("alice").completed("t-1");
    recording.append(order.upTo(3), 0, NOON);

    var client = connect("/" + order.id() + "/stream", null);
    await().atMost(PATIENCE).until(() -> !client.events().isEmpty());
    recording.append(placed("bob"), 0, NOON);
    recording.append(order, 3, NOON);

    await().atMost(PATIENCE).until(() -> client.events().size() >= 4);
    assertThat(client.events()).extracting(Received::orderId).containsOnly(order.id().toString());
    assertThat(versions(client, order)).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void an_order_that_no_longer_fulfils_the_filter_is_told_once_more() {
    var client = connect("/stream?status=CREATED,AWAITING_PAYMENT&customerId=carol", null);

    var order = placed("carol").completed("t-1");
    recording.append(order, 0, NOON);

    await()
        .atMost(PATIENCE)
        .until(() -> client.events().stream().anyMatch(event -> event.name().equals("left")));
    assertThat(client.events()).filteredOn(event -> event.name().equals("left")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"q=laptop", "limit=5", "sort=total", "cursor=x", "status=LOST", "colour=red"})
  void a_parameter_that_a_stream_would_ignore_is_refused(String query) {
    var answer = StreamClient.refused(port, "/stream?" + query, null);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_QUERY", query.substring(0, query.indexOf('=')));
  }

  @ParameterizedTest
  @CsvSource({"x", "-2", "99999999999", "5-7", "''", "1-0.x"})
  void an_id_that_is_no_event_is_refused(String id) {
    recording.append(placed("alice"), 0, NOON);

    var answer = StreamClient.refused(port, "/stream", id);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_EVENT_ID");
  }

  @Test
  void a_client_that_missed_too_much_is_told_to_begin_anew() {
    IntStream.range(0, 180).forEach(_ -> recording.append(placed("dave").completed("t"), 0, NOON));

    var answer = StreamClient.refused(port, "/stream", "0");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(410);
    assertThat(answer.body()).contains("EVENT_ID_TOO_OLD");
  }

  @Test
  void one_subscriber_more_than_there_are_places_is_refused_until_another_goes() {
    var four = IntStream.range(0, 4).mapToObj(_ -> connect("/stream", null)).toList();

    var answer = StreamClient.refused(port, "/stream", null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();

    four.getFirst().close();
    await().atMost(PATIENCE).until(() -> streams.subscribers() < 4);
    connect("/stream", null);
  }

  /** Until it is, the connection takes some megabytes, and the process some hundred kilobytes. */
  @Test
  @Tag("thorough")
  void a_client_that_does_not_read_is_disconnected_and_another_misses_nothing() throws IOException {
    var reading = connect("/stream", null);
    try (var idle = connectWithoutReading()) {
      await().atMost(PATIENCE).until(() -> streams.subscribers() == 2);
      int written = 0;
      while (streams.subscribers() == 2) {
        assertThat(written).as("orders").isLessThan(1_000);
        // So few that they may wait for the other client too.
        var orders = Stream.generate(StreamTest::large).limit(3).toList();
        orders.forEach(order -> recording.append(order, 0, NOON));
        written += orders.size();
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> orders.stream().allMatch(order -> versions(reading, order).size() >= 6));
        assertThat(orders)
            .allSatisfy(
                order ->
                    assertThat(versions(reading, order)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L));
      }
      assertThat(reading.hasEnded()).isFalse();
      assertThat(readToTheEnd(idle)).isLessThan(written * 6L * LARGE);
    }
  }

  private Socket connectWithoutReading() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write("GET /api/v1/orders/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(US_ASCII));
    var begun = new String(socket.getInputStream().readNBytes(12), US_ASCII);
    assertThat(begun).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  /** How many bytes were still to come. */
  private static long readToTheEnd(Socket socket) throws IOException {
    var counted = new AtomicLong();
    try {
      socket
          .getInputStream()
          .transferTo(
              new OutputStream() {
                @Override
                public void write(int one) {
                  counted.incrementAndGet();
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                  counted.addAndGet(length);
                }
              });
    } catch (SocketException reset) {
      // This is an end as well.
    }
    return counted.get();
  }

  /** As many and as long labels as may be, so that an event of it has more than 6,000 bytes. */
  private static ListedOrder large() {
    var labels =
        IntStream.range(0, Labels.MAX)
            .boxed()
            .collect(Collectors.toMap(each -> "k" + each, _ -> "€".repeat(100)));
    return placed("zoe").with(OrderNumber.of(2026, 1), labels).completed("t");
  }

  @Test
  void an_unknown_order_has_no_stream() {
    assertThat(StreamClient.refused(port, "/" + placed("x").id() + "/stream", null).statusCode())
        .isEqualTo(404);
    assertThat(StreamClient.refused(port, "/not-an-id/stream", null).statusCode()).isEqualTo(404);
  }

  private StreamClient connect(String path, @Nullable String lastEventId) {
    var client = StreamClient.connect(port, path, lastEventId);
    clients.add(client);
    return client;
  }

  private static ListedOrder placed(String customer) {
    return ListedOrder.of(customer, NOON, "SKU-1 Laptop");
  }

  static List<Long> versions(StreamClient client, ListedOrder order) {
    return client.events().stream()
        .filter(event -> event.orderId().equals(order.id().toString()))
        .map(Received::version)
        .toList();
  }
}
