package io.orderflow.partner.shipping.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancellationRefused;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancelled;
import io.orderflow.api.order.OrderCommand.RecordShipmentDelivered;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordShipmentRefused;
import io.orderflow.callback.DatabaseOutage;
import io.orderflow.callback.RecordingOrders;
import io.orderflow.engine.TestDatabase;
import io.orderflow.partner.kafka.TestBroker;
import io.orderflow.process.RecordedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Replies of the carrier reach their orders, with a real broker and database. */
@SpringBootTest(
    classes = ReplyApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext // before its broker goes
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class ShipmentReplyListenerTest {

  private static final String REPLIES = "orderflow.shipping.replies";
  private static final String DEAD = "orderflow.shipping.replies.dead";
  private static final String GROUP = "orderflow";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final TestBroker BROKER = TestBroker.start();

  @Autowired JdbcTemplate jdbc;
  @Autowired RecordingOrders orders;
  @Autowired ReplyContainerSupervisor runs;
  @Autowired ShipmentReplyListener replies;
  @Autowired ReplyHealth health;
  @Autowired MeterRegistry measurements;
  @Autowired Environment environment;

  @RegisterExtension
  final RecordedLog warnings = new RecordedLog("io.orderflow.partner.shipping.kafka");

  private final OrderId order = new OrderId(UUID.randomUUID());

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    var url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
    properties.add("spring.datasource.hikari.connection-timeout", () -> "2000");
    properties.add("spring.kafka.bootstrap-servers", BROKER::address);
    properties.add("orderflow.shipping.transport", () -> "kafka");
    properties.add(
        "orderflow.callbacks.secrets", () -> "a-secret-of-this-test-that-is-long-enough");
    properties.add("logging.level.org.apache.kafka", () -> "error");
    properties.add("orderflow.callbacks.longest-pause", () -> "20ms");
    properties.add("orderflow.callbacks.poll-interval", () -> "50ms");
  }

  @AfterAll
  static void stopBroker() {
    BROKER.close();
  }

  @Test
  void dispatch_and_delivery_reach_the_order() {
    reply("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"");
    awaitTold(new RecordShipmentDispatched(order, "trk_1"));
    reply("2", "DELIVERED", "\"trackingNumber\":\"trk_1\"");
    awaitTold(new RecordShipmentDispatched(order, "trk_1"), new RecordShipmentDelivered(order));
    awaitAllRead();
  }

  @Test
  void health_and_metrics_show_consumption_and_lag() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(health.health().getStatus()).isEqualTo(Status.UP);
              assertThat(health.health().getDetails())
                  .containsEntry("reads", true)
                  .containsEntry("partitions", List.of(0, 1, 2, 3));
            });
    assertThat(measurements.find("kafka.consumer.fetch.manager.records.lag.max").gauge())
        .isNotNull();
  }

  @Test
  void a_refusal_reaches_the_order() {
    reply("1", "REFUSED", "\"code\":\"UNSHIPPABLE\",\"detail\":\"too big\"");
    awaitTold(new RecordShipmentRefused(order, "UNSHIPPABLE: too big"));
  }

  @Test
  void a_successful_recall_reaches_the_order() {
    reply("1", "CANCELLED", "\"x\":0");
    awaitTold(new RecordShipmentCancelled(order));
  }

  @Test
  void a_late_recall_reaches_the_order() {
    reply("1", "CANCELLATION_REFUSED", "\"code\":\"ALREADY_DISPATCHED\",\"detail\":\"\"");
    awaitTold(new RecordShipmentCancellationRefused(order));
  }

  @Test
  void another_reason_of_a_refused_recall_is_rejected_and_proves_nothing() {
    reply("1", "CANCELLATION_REFUSED", "\"code\":\"NOT_TODAY\",\"detail\":\"\"");
    await().untilAsserted(() -> assertThat(row("1")).containsEntry("state", "REJECTED"));
    assertThat(row("1"))
        .containsEntry("reason", "refused as NOT_TODAY, which is not foreseen here");
    assertThat(orders.told(order)).isEmpty();
  }

  @Test
  void an_acceptance_changes_nothing() {
    reply("1", "ACCEPTED", "\"x\":0");
    reply("2", "CANCELLED", "\"x\":0");
    awaitTold(new RecordShipmentCancelled(order));
    assertThat(stored()).isEqualTo(1);
    assertThat(deadLetters()).isEmpty();
  }

  // --- twice

  @Test
  void a_repeated_record_reaches_the_order_once() {
    reply("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"");
    reply("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"");
    awaitAllRead();
    await().untilAsserted(() -> assertThat(row("1")).containsEntry("state", "DONE"));
    var before = row("1");
    reply("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"");
    awaitAllRead();
    assertThat(row("1")).isEqualTo(before);
    assertThat(orders.told(order)).hasSize(1);
  }

  @Test
  void a_group_without_offsets_reads_everything_again_and_repeats_nothing() {
    reply("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"");
    awaitAllRead();
    await().untilAsserted(() -> assertThat(row("1")).containsEntry("state", "DONE"));
    runs.stop();
    BROKER.deleteOffsets(GROUP);
    assertThat(BROKER.lag(GROUP, REPLIES)).isPositive();
    runs.start();
    awaitAllRead();
    assertThat(row("1")).containsEntry("state", "DONE").containsEntry("attempts", 1);
    assertThat(orders.told(order)).hasSize(1);
  }

  @Test
  void another_reply_under_a_used_event_id_is_dead_lettered() {
    reply("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"");
    awaitTold(new RecordShipmentDispatched(order, "trk_1"));
    var others =
        List.of(
            body("1", "CANCELLED", "\"x\":0"),
            body("1", "DISPATCHED", "\"trackingNumber\":\"trk_2\""),
            body("1", "CANCELLATION_REFUSED", "\"code\":\"NOT_TODAY\",\"detail\":\"\""));
    others.forEach(this::writeMarked);
    writeMarked(body("1", "DISPATCHED", "\"x\" : 0, \"trackingNumber\" : \"trk_1\""));
    awaitAllRead();
    assertThat(deadLetters())
        .extracting(letter -> new String(letter.value(), UTF_8))
        .containsExactlyInAnyOrderElementsOf(others);
    assertThat(deadLetters())
        .allSatisfy(
            letter ->
                assertThat(header(letter, "orderflow-reason"))
                    .isEqualTo("its eventId belongs to another reply"));
    assertThat(orders.told(order)).hasSize(1);
  }

  @Test
  void of_two_replies_under_one_event_id_in_one_poll_the_second_is_dead_lettered() {
    var first = body("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"");
    var other = body("1", "DISPATCHED", "\"trackingNumber\":\"trk_2\"");
    replies.onMessage(List.of(asRead(first, 0), asRead(first, 1), asRead(other, 2)));
    awaitTold(new RecordShipmentDispatched(order, "trk_1"));
    assertThat(deadLetters())
        .extracting(letter -> new String(letter.value(), UTF_8))
        .containsExactly(other);
  }

  // --- what cannot be read

  @Test
  void an_unreadable_reply_is_dead_lettered_and_does_not_block_the_next() {
    var good = body("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"");
    var record = new ProducerRecord<>(REPLIES, 0, bytes(order.toString()), bytes(good));
    record.headers().add("mark", bytes(order.toString()));
    var bad = unreadable().map(each -> each.spoiling().apply(record)).toList();

    bad.forEach(BROKER::write);
    BROKER.write(record);

    awaitTold(new RecordShipmentDispatched(order, "trk_1"));
    awaitAllRead();
    assertThat(stored()).isEqualTo(1);
    var letters = deadLetters();
    assertThat(letters).hasSameSizeAs(bad);
    for (int i = 0; i < bad.size(); i++) {
      assertThat(letters.get(i).key()).isEqualTo(bad.get(i).key());
      assertThat(letters.get(i).value()).isEqualTo(bad.get(i).value());
    }
    assertThat(letters)
        .zipSatisfy(
            unreadable().toList(),
            (letter, spoilt) -> {
              assertThat(header(letter, "orderflow-reason")).contains(spoilt.reason());
              assertThat(header(letter, "orderflow-topic")).isEqualTo(REPLIES);
              assertThat(header(letter, "orderflow-partition")).isEqualTo("0");
              assertThat(header(letter, "orderflow-offset")).matches("[0-9]+");
            });
  }

  record Spoilt(String reason, UnaryOperator<ProducerRecord<byte[], byte[]>> spoiling) {}

  static Stream<Spoilt> unreadable() {
    return Stream.of(
        bad("it must have a value", record -> with(record, record.key(), null)),
        bad("it must be JSON", value(_ -> "")),
        bad("it must be JSON", value(_ -> "\u0000")),
        bad("it is null", value(_ -> "null")),
        bad("it must be JSON", value(_ -> "[]")),
        bad("it must be JSON", value(body -> body + "{}")),
        bad("it must be JSON", value(body -> body.replace("DISPATCHED", "LOST"))),
        bad("it must be JSON", value(body -> body.replace("\"type\"", "\"kind\""))),
        bad("it must be JSON", value(body -> body.replace("eventId", "event"))),
        bad("it must be JSON", value(body -> body.replace("trackingNumber", "tracking"))),
        bad("it must be JSON", value(body -> body.replace("{", "{\"type\":\"CANCELLED\","))),
        bad("it must be JSON", value(_ -> "[".repeat(5_000))),
        bad("eventId must have", value(body -> body.replace("\"1-", "\" 1-"))),
        bad("eventId must have", value(body -> body.replace("\"1-", "\"" + "x".repeat(64)))),
        bad("trackingNumber must have", value(body -> body.replace("trk_1", "trk 1"))),
        bad("key must have", value(body -> body.replace(":SHIPPING", " SHIPPING"))),
        bad("code must be", value(ShipmentReplyListenerTest::refusedInSmallLetters)),
        bad("orderId must be a UUID", value(body -> body.replace("orderId\":\"", "orderId\":\"x"))),
        bad("the key of its record", record -> with(record, null, record.value())),
        bad("the key of its record", record -> with(record, bytes("x"), record.value())),
        bad("at most 65536 bytes", value(body -> body + " ".repeat(65_536))),
        bad("it must be UTF-8", record -> with(record, record.key(), new byte[] {'"', -1, '"'})));
  }

  @Test
  void for_a_reply_too_long_for_the_dead_letter_topic_its_position_is_written() {
    var record = new ProducerRecord<>(REPLIES, 0, bytes(order.toString()), new byte[3 << 20]);
    record.headers().add("mark", bytes(order.toString()));
    BROKER.write(record);
    reply("1", "CANCELLED", "\"x\":0");
    awaitTold(new RecordShipmentCancelled(order));
    awaitAllRead();
    var letter = BROKER.read(DEAD, key -> key.startsWith(REPLIES + "-0@")).getLast();
    assertThat(header(letter, "orderflow-left-out")).contains("too long");
    assertThat(new String(letter.key(), UTF_8))
        .isEqualTo(REPLIES + "-0@" + header(letter, "orderflow-offset"));
  }

  @Test
  void nothing_is_skipped_while_dead_letters_cannot_be_written() {
    BROKER.delete(DEAD);
    var bad = new ProducerRecord<>(REPLIES, 0, bytes(order.toString()), bytes("?"));
    bad.headers().add("mark", bytes(order.toString()));
    BROKER.write(bad);
    await().atMost(PATIENCE).until(() -> warnings.count("they stay in their topic") > 0);
    assertThat(BROKER.lag(GROUP, REPLIES)).isPositive();
    BROKER.create(DEAD, 1, Map.of());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(deadLetters()).hasSize(1));
    awaitAllRead();
  }

  /** A compacted topic refuses records without a key, and drops all but the last of each key. */
  @Test
  void positions_replace_the_letters_that_the_topic_refuses() {
    BROKER.delete(DEAD);
    BROKER.create(DEAD, 1, Map.of("cleanup.policy", "compact"));
    try {
      var keyless = new ProducerRecord<byte[], byte[]>(REPLIES, 0, null, bytes("?"));
      var good = new ProducerRecord<>(REPLIES, 0, bytes("key-" + order), bytes("?"));
      good.headers().add("mark", bytes(order.toString()));
      var mixed = List.of(good, keyless, good, keyless, keyless, good);
      replies.onMessage(
          IntStream.range(0, mixed.size()).mapToObj(i -> asRead(mixed.get(i), i)).toList());
      assertThat(deadLetters()).hasSize(3);
      assertThat(BROKER.read(DEAD, key -> key.startsWith(REPLIES)))
          .extracting(letter -> new String(letter.key(), UTF_8))
          .containsExactlyInAnyOrder(REPLIES + "-0@1", REPLIES + "-0@3", REPLIES + "-0@4");
      assertThat(BROKER.read(DEAD, key -> key.startsWith(REPLIES)))
          .allSatisfy(
              letter ->
                  assertThat(header(letter, "orderflow-left-out"))
                      .contains("refused by the topic"));
    } finally {
      BROKER.delete(DEAD);
      BROKER.create(DEAD, 1, Map.of());
    }
  }

  @Test
  void a_missing_topic_of_replies_is_reported_until_it_exists(CapturedOutput output) {
    try (var misspelt = another("topics.replies=replys-" + order, "group-id=of-the-" + order)) {
      var itsHealth = misspelt.getBean(ReplyHealth.class);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(itsHealth.health().getDetails())
                      .containsEntry("topicIsMissing", true));
      assertThat(itsHealth.health().getStatus()).isEqualTo(Status.DOWN);
      assertThat(output.getOut())
          .contains("Kafka has no topic replys-" + order)
          .contains("set orderflow.shipping.kafka.topics.replies");
      BROKER.create("replys-" + order, 1, Map.of());
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(itsHealth.health().getStatus()).isEqualTo(Status.UP));
      BROKER.delete("replys-" + order);
    }
  }

  // --- who is away

  @Test
  void replies_during_a_database_outage_reach_the_order_afterwards() throws Exception {
    try (var _ = new DatabaseOutage(jdbc)) {
      reply("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"");
      await().atMost(PATIENCE).until(() -> warnings.count("they stay in their topic") > 0);
      reply("2", "DELIVERED", "\"trackingNumber\":\"trk_1\"");
      assertThat(BROKER.lag(GROUP, REPLIES)).isGreaterThanOrEqualTo(2);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                var shown = health.health();
                assertThat(shown.getStatus()).isEqualTo(Status.DOWN);
                assertThat(shown.getDetails())
                    .hasEntrySatisfying(
                        "failedTries", tries -> assertThat((int) tries).isGreaterThan(3))
                    .hasEntrySatisfying(
                        "lastFailure", why -> assertThat(why).asString().contains(": "));
              });
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(orders.told(order))
                    .containsExactlyInAnyOrder(
                        new RecordShipmentDispatched(order, "trk_1"),
                        new RecordShipmentDelivered(order)));
    awaitAllRead();
    assertThat(deadLetters()).isEmpty();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
  }

  @Test
  void replies_continue_after_an_outage_of_the_broker() {
    reply("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"");
    awaitTold(new RecordShipmentDispatched(order, "trk_1"));
    BROKER.stop();
    BROKER.startAgain();
    reply("2", "DELIVERED", "\"trackingNumber\":\"trk_1\"");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(orders.told(order)).contains(new RecordShipmentDelivered(order)));
    awaitAllRead();
    assertThat(orders.told(order)).hasSize(2);
  }

  // --- several processes

  @Test
  void each_order_is_reached_once_while_processes_come_and_go() {
    var all = Stream.generate(() -> new OrderId(UUID.randomUUID())).limit(400).toList();
    var told = new ArrayList<RecordingOrders>(List.of(orders));
    for (int round = 0; round < 2; round++) {
      var some = all.subList(round * 200, round * 200 + 200);
      some.subList(0, 60).forEach(this::dispatched);
      try (var second = another()) {
        told.add(second.getBean(RecordingOrders.class));
        some.subList(60, 140).forEach(this::dispatched);
        await().atMost(PATIENCE).until(() -> BROKER.members(GROUP) == 2);
        some.subList(140, 200).forEach(this::dispatched);
      }
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(all)
                    .allSatisfy(
                        each ->
                            assertThat(told.stream().flatMap(node -> node.told(each).stream()))
                                .containsExactly(new RecordShipmentDispatched(each, "trk_1"))));
    awaitAllRead();
  }

  private ConfigurableApplicationContext another(String... settings) {
    var database = environment.getRequiredProperty("spring.datasource.url");
    return new SpringApplicationBuilder(ReplyApplication.class)
        .properties(
            Stream.of(settings)
                .map(each -> "orderflow.shipping.kafka." + each)
                .toArray(String[]::new))
        .run(
            "--server.port=0",
            "--spring.datasource.url=" + database,
            "--spring.kafka.bootstrap-servers=" + BROKER.address(),
            "--orderflow.shipping.transport=kafka",
            "--logging.level.org.apache.kafka=error",
            "--orderflow.callbacks.poll-interval=50ms",
            "--orderflow.callbacks.secrets=a-secret-of-this-test-that-is-long-enough");
  }

  // --- words

  private void dispatched(OrderId id) {
    BROKER.write(
        REPLIES,
        id.toString(),
        body("1", "DISPATCHED", "\"trackingNumber\":\"trk_1\"")
            .replace(order.toString(), id.toString()));
  }

  private void reply(String event, String type, String more) {
    BROKER.write(REPLIES, order.toString(), body(event, type, more));
  }

  private void writeMarked(String body) {
    var record = new ProducerRecord<>(REPLIES, bytes(order.toString()), bytes(body));
    record.headers().add("mark", bytes(order.toString()));
    BROKER.write(record);
  }

  private ConsumerRecord<byte[], byte[]> asRead(String body, long offset) {
    var record = new ProducerRecord<>(REPLIES, 0, bytes(order.toString()), bytes(body));
    record.headers().add("mark", bytes(order.toString()));
    return asRead(record, offset);
  }

  private static ConsumerRecord<byte[], byte[]> asRead(
      ProducerRecord<byte[], byte[]> written, long offset) {
    var record = new ConsumerRecord<>(REPLIES, 0, offset, written.key(), written.value());
    written.headers().forEach(record.headers()::add);
    return record;
  }

  private String body(String event, String type, String more) {
    return """
        {"type":"%s","eventId":"%s","orderId":"%s","key":"order:%s:SHIPPING:1",%s}"""
        .formatted(type, eventId(event), order, order, more);
  }

  private String eventId(String event) {
    return event + "-" + order;
  }

  private void awaitTold(OrderCommand... commands) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(orders.told(order)).containsExactly(commands));
  }

  private static void awaitAllRead() {
    await().atMost(PATIENCE).until(() -> BROKER.lag(GROUP, REPLIES) == 0);
  }

  private Map<String, @Nullable Object> row(String event) {
    return jdbc
        .queryForList("select * from fulfillment.inbox where event_id = ?", eventId(event))
        .stream()
        .findAny()
        .orElse(Map.of());
  }

  private int stored() {
    return jdbc.queryForList("select 1 from fulfillment.inbox where event_id like ?", "%" + order)
        .size();
  }

  private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return BROKER.read(DEAD, _ -> true).stream()
        .filter(letter -> header(letter, "mark").equals(order.toString()))
        .toList();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private static Spoilt bad(String reason, UnaryOperator<ProducerRecord<byte[], byte[]>> spoiling) {
    return new Spoilt(reason, spoiling);
  }

  private static UnaryOperator<ProducerRecord<byte[], byte[]>> value(UnaryOperator<String> to) {
    return record -> with(record, record.key(), bytes(to.apply(new String(record.value(), UTF_8))));
  }

  private static ProducerRecord<byte[], byte[]> with(
      ProducerRecord<byte[], byte[]> record, byte @Nullable [] key, byte @Nullable [] value) {
    return new ProducerRecord<>(record.topic(), record.partition(), key, value, record.headers());
  }

  private static String refusedInSmallLetters(String body) {
    return body.replace("DISPATCHED", "REFUSED").replace("trackingNumber", "detail\":\"\",\"code");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
