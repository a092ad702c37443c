package io.orderflow.callback;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordPaymentDeclined;
import io.orderflow.api.order.OrderCommand.RecordShipmentDelivered;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordShipmentRefused;
import io.orderflow.engine.TestDatabase;
import io.orderflow.inbox.Inbox;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@DirtiesContext
@SpringBootTest(
    classes = CallbackApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallbackTest {

  private static final String SECRET = "the-secret-that-partners-sign-with-today";
  private static final String NEXT_KEY = "the-key-that-partners-sign-with-tomorrow";
  private static final String NEXT_SECRET =
      "whsec_" + Base64.getEncoder().encodeToString(NEXT_KEY.getBytes(UTF_8));

  @Autowired JdbcTemplate jdbc;
  @Autowired RecordingOrders orders;
  @Autowired Inbox inbox;
  @Autowired MeterRegistry meters;
  @LocalServerPort int port;

  private final OrderId order = new OrderId(UUID.randomUUID());
  private PartnerCalls payments;
  private PartnerCalls shipments;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    var url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
    properties.add("spring.datasource.hikari.connection-timeout", () -> "2000");
    properties.add("orderflow.callbacks.secrets", () -> SECRET + "," + NEXT_SECRET);
    properties.add("orderflow.callbacks.longest-pause", () -> "20ms");
    properties.add("orderflow.callbacks.poll-interval", () -> "50ms");
  }

  @BeforeEach
  void partners() {
    payments = new PartnerCalls(port, "payments");
    shipments = new PartnerCalls(port, "shipments");
  }

  // --- genuine ones

  @Test
  void a_charge_reaches_the_order_unchanged() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    assertThat(payments.call(body, SECRET).statusCode()).isEqualTo(202);
    awaitTold(
        new RecordPaymentCaptured(
            order,
            RequestKey.ofStep(order, Step.PAYMENT, 1),
            new ChargeId("ch_1"),
            Money.of("12.00", "EUR")));
    await().untilAsserted(() -> assertThat(row("ev-" + order)).containsEntry("state", "DONE"));
  }

  @Test
  void a_charge_under_another_key_reaches_the_order_because_money_was_taken() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00").replace(":1\"", ":7\"");
    assertThat(payments.call(body, SECRET).statusCode()).isEqualTo(202);
    awaitTold(
        new RecordPaymentCaptured(
            order,
            RequestKey.ofStep(order, Step.PAYMENT, 7),
            new ChargeId("ch_1"),
            Money.of("12.00", "EUR")));
  }

  @Test
  void a_decline_reaches_the_order() {
    payments.call(refusal("ev-" + order, "DECLINED", Step.PAYMENT, 1), SECRET);
    awaitTold(new RecordPaymentDeclined(order, "SOME_REASON: because"));
  }

  @Test
  void dispatch_and_delivery_reach_the_order() {
    shipments.call(shipment("ev-1-" + order, "DISPATCHED"), SECRET);
    awaitTold(new RecordShipmentDispatched(order, "trk_1"));
    shipments.call(shipment("ev-2-" + order, "DELIVERED"), SECRET);
    await()
        .untilAsserted(
            () -> assertThat(orders.told(order)).contains(new RecordShipmentDelivered(order)));
  }

  @Test
  void a_refusal_of_the_carrier_reaches_the_order() {
    shipments.call(refusal("ev-" + order, "REFUSED", Step.SHIPPING, 1), SECRET);
    awaitTold(new RecordShipmentRefused(order, "SOME_REASON: because"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACCEPTED", "CANCELLED"})
  void types_that_come_in_responses_are_refused_as_callbacks(String type) {
    assertThat(shipments.call(shipment("ev-" + order, type), SECRET).statusCode()).isEqualTo(400);
    assertThat(orders.told(order)).isEmpty();
  }

  @Test
  void a_refused_recall_is_refused_as_a_callback() {
    var body = refusal("ev-" + order, "CANCELLATION_REFUSED", Step.SHIPPING, 1);
    assertThat(
            shipments.call(body.replace("SOME_REASON", "ALREADY_DISPATCHED"), SECRET).statusCode())
        .isEqualTo(400);
    assertThat(orders.told(order)).isEmpty();
  }

  @Test
  void a_duplicate_is_acknowledged_and_changes_nothing() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    payments.call(body, SECRET);
    await().untilAsserted(() -> assertThat(row("ev-" + order)).containsEntry("state", "DONE"));
    var before = row("ev-" + order);
    assertThat(payments.call(body, SECRET).statusCode()).isEqualTo(202);
    assertThat(row("ev-" + order)).isEqualTo(before);
    assertThat(orders.told(order)).hasSize(1);
  }

  /** The value of an amount matters, not its notation. */
  @Test
  void trailing_zeros_of_an_amount_do_not_matter() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.0000");
    assertThat(payments.call(body, SECRET).statusCode()).isEqualTo(202);

    await().untilAsserted(() -> assertThat(row("ev-" + order)).containsEntry("state", "DONE"));
    assertThat(orders.told(order))
        .singleElement()
        .isInstanceOfSatisfying(
            RecordPaymentCaptured.class,
            told -> assertThat(told.amount()).isEqualTo(Money.of("12.00", "EUR")));
  }

  @Test
  void a_duplicate_may_be_written_differently() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    payments.call(body, SECRET);
    for (var again :
        List.of(
            body.replace(",", " ,\n"),
            body.replace("{\"ev", "{\"weather\":[1],\"ev"),
            body.replace("\"type\":\"CHARGED\",", "").replace("}}", "},\"type\":\"CHARGED\"}"),
            body.replace("12.00", "12"))) {
      assertThat(payments.call(again, SECRET).statusCode()).as(again).isEqualTo(202);
    }
    await().untilAsserted(() -> assertThat(row("ev-" + order)).containsEntry("state", "DONE"));
    assertThat(row("ev-" + order)).containsEntry("body", body);
    assertThat(orders.told(order)).hasSize(1);
  }

  @Test
  void another_callback_under_a_used_event_id_is_refused() {
    var event = "ev-" + order;
    var body = charged(event, order.toString(), "ch_1", "12.00");
    payments.call(body, SECRET);
    await().untilAsserted(() -> assertThat(row(event)).containsEntry("state", "DONE"));
    var before = row(event);
    for (var another :
        List.of(
            body.replace("ch_1", "ch_2"),
            body.replace("12.00", "13.00"),
            body.replace(order.toString(), UUID.randomUUID().toString())
                .replaceFirst("ev-[^\"]*", event),
            refusal(event, "DECLINED", Step.PAYMENT, 1))) {
      var answer = payments.call(another, SECRET);
      assertThat(answer.statusCode()).as(another).isEqualTo(422);
      assertThat(answer.body()).contains("\"EVENT_ID_REUSED\"");
    }
    assertThat(row(event)).isEqualTo(before);
    assertThat(orders.told(order)).hasSize(1);
    assertThat(payments.call(body, SECRET).statusCode()).isEqualTo(202);
  }

  @Test
  void any_callback_is_a_duplicate_of_a_stored_one_that_is_unreadable() {
    settled("ev-" + order, "DONE", Instant.now());
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    assertThat(payments.call(body, SECRET).statusCode()).isEqualTo(202);
    assertThat(row("ev-" + order)).containsEntry("body", "{}");
  }

  @Test
  void two_partners_may_use_the_same_event_id() {
    var event = "ev-" + order;
    payments.call(charged(event, order.toString(), "ch_1", "12.00"), SECRET);
    shipments.call(shipment(event, "DISPATCHED"), SECRET);
    await().untilAsserted(() -> assertThat(orders.told(order)).hasSize(2));
  }

  @Test
  void both_secrets_are_accepted() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    assertThat(payments.call(body, NEXT_SECRET).statusCode()).isEqualTo(202);
  }

  @Test
  void during_a_rotation_a_partner_may_sign_with_both_secrets() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00").getBytes(UTF_8);
    var now = Instant.now();
    var good = v1(PartnerCalls.signature(body, SECRET, now));
    var strange = v1(PartnerCalls.signature(body, "a-secret-that-is-not-known-here-yet", now));
    var time = "t=" + now.getEpochSecond();
    for (var signatures :
        List.of(good + strange, strange + good, strange + strange + strange + good)) {
      assertThat(payments.send(body, time + signatures).statusCode()).isEqualTo(202);
    }
    await().untilAsserted(() -> assertThat(orders.told(order)).hasSize(1));
  }

  @Test
  void several_invalid_signatures_or_too_many_are_refused() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00").getBytes(UTF_8);
    var now = Instant.now();
    var good = v1(PartnerCalls.signature(body, SECRET, now));
    var strange = v1(PartnerCalls.signature(body, "a-secret-that-is-not-known-here-yet", now));
    var time = "t=" + now.getEpochSecond();
    assertForged(payments.send(body, time + strange + strange));
    assertForged(payments.send(body, time + good + strange.repeat(4)));
    assertForged(payments.send(body, time + good + ",v1="));
    assertForged(payments.send(body, time + good + ",v0=00"));
    assertForged(payments.send(body, time + good + "," + time));
  }

  private static String v1(String signature) {
    return signature.substring(signature.indexOf(",v1="));
  }

  @Test
  void unknown_members_are_ignored() {
    var body =
        charged("ev-" + order, order.toString(), "ch_1", "12.00")
            .replace("{\"ev", "{\"x\":[1],\"ev");
    assertThat(payments.call(body, SECRET).statusCode()).isEqualTo(202);
  }

  // --- forged ones

  @ParameterizedTest
  @ValueSource(longs = {-310, 310, -86_400})
  void an_expired_or_future_signature_is_refused(long seconds) {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    var signature =
        PartnerCalls.signature(body.getBytes(UTF_8), SECRET, Instant.now().plusSeconds(seconds));
    assertForged(payments.send(body.getBytes(UTF_8), signature));
  }

  @Test
  void another_secret_is_refused() {
    assertForged(
        payments.call(
            charged("ev-" + order, order.toString(), "ch_1", "12.00"),
            "a-secret-that-orderflow-does-not-know"));
  }

  @Test
  void the_log_says_what_to_compare_after_a_refused_signature(CapturedOutput output) {
    await() // logged rarely, so that it cannot fill a disk
        .untilAsserted(
            () -> {
              var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
              assertForged(payments.call(body, "a-secret-that-orderflow-does-not-know"));
              assertThat(output).contains("Refused a callback", "compare secrets and clocks");
            });
  }

  @Test
  void an_altered_body_or_time_is_refused() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    var signature = signatureOf(body.getBytes(UTF_8));
    assertForged(payments.send(body.replace("12.00", "11.00").getBytes(UTF_8), signature));
    assertForged(payments.send((body + " ").getBytes(UTF_8), signature));
    assertForged(payments.send(body.getBytes(UTF_8), signature.replace("t=1", "t=2")));
    var later = Instant.now().getEpochSecond() + 1;
    assertForged(
        payments.send(body.getBytes(UTF_8), signature.replaceFirst("t=[0-9]+", "t=" + later)));
  }

  @Test
  void no_signature_or_two_headers_are_refused() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    var signature = signatureOf(body.getBytes(UTF_8));
    assertForged(payments.send(body.getBytes(UTF_8)));
    assertForged(payments.send(body.getBytes(UTF_8), signature, signature));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "v1=00", "t=,v1=", "t=99999999999999999999,v1=", "t=1;v1=2", "nonsense"})
  void a_malformed_signature_is_refused(String signature) {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    assertForged(payments.send(body.getBytes(UTF_8), signature));
  }

  // --- those of Standard Webhooks

  @Test
  void a_callback_signed_by_standard_webhooks_reaches_the_order() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00").getBytes(UTF_8);
    assertThat(payments.sendWith(body, webhook(body, SECRET.getBytes(UTF_8))).statusCode())
        .isEqualTo(202);
    assertThat(payments.sendWith(body, webhook(body, NEXT_KEY.getBytes(UTF_8))).statusCode())
        .isEqualTo(202);
    await().untilAsserted(() -> assertThat(row("ev-" + order)).containsEntry("state", "DONE"));
    assertThat(orders.told(order)).hasSize(1);
  }

  @Test
  void the_event_id_in_the_body_identifies_a_callback_whatever_its_webhook_id() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    var another = body.replace("ch_1", "ch_2");
    var key = SECRET.getBytes(UTF_8);
    payments.sendWith(body.getBytes(UTF_8), webhook(body.getBytes(UTF_8), key));
    var answer = payments.sendWith(another.getBytes(UTF_8), webhook(another.getBytes(UTF_8), key));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("\"EVENT_ID_REUSED\"");
  }

  @Test
  void a_webhook_with_another_secret_or_an_old_time_is_refused() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00").getBytes(UTF_8);
    assertForged(payments.sendWith(body, webhook(body, NEXT_SECRET.getBytes(UTF_8))));
    var old = Instant.now().minusSeconds(310);
    assertForged(payments.sendWith(body, webhook(body, SECRET.getBytes(UTF_8), old)));
  }

  @Test
  void a_webhook_needs_each_of_its_headers_once() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00").getBytes(UTF_8);
    var good = webhook(body, SECRET.getBytes(UTF_8));
    for (int header = 0; header < good.size(); header += 2) {
      var without = new ArrayList<>(good);
      without.subList(header, header + 2).clear();
      assertForged(payments.sendWith(body, without));
      var twice = new ArrayList<>(good);
      twice.addAll(good.subList(header, header + 2));
      assertForged(payments.sendWith(body, twice));
    }
  }

  @Test
  void a_callback_that_is_signed_in_both_ways_is_refused() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00").getBytes(UTF_8);
    var both = new ArrayList<>(webhook(body, SECRET.getBytes(UTF_8)));
    both.addAll(List.of("Orderflow-Signature", signatureOf(body)));
    assertForged(payments.sendWith(body, both));
  }

  @Test
  void a_webhook_id_beside_our_own_signature_means_nothing() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00").getBytes(UTF_8);
    var headers = List.of("webhook-id", "msg_1", "Orderflow-Signature", signatureOf(body));
    assertThat(payments.sendWith(body, headers).statusCode()).isEqualTo(202);
  }

  private static List<String> webhook(byte[] body, byte[] key) {
    return webhook(body, key, Instant.now());
  }

  private static List<String> webhook(byte[] body, byte[] key, Instant at) {
    var id = "msg_" + UUID.randomUUID();
    return List.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        "" + at.getEpochSecond(),
        "webhook-signature",
        PartnerCalls.webhookSignature(body, key, id, at));
  }

  // --- malformed ones

  @Test
  void a_body_that_is_too_long_is_refused() {
    var answer = payments.call("x".repeat(64 * 1024 + 1), SECRET);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"TOO_LARGE\"");
  }

  @Test
  void a_body_of_the_maximum_length_is_accepted() {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    var padded = body + " ".repeat(64 * 1024 - body.length());
    assertThat(payments.call(padded, SECRET).statusCode()).isEqualTo(202);
  }

  @Test
  void an_unreadable_callback_is_refused_and_not_stored() {
    var good = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    var before = jdbc.queryForObject("select count(*) from fulfillment.inbox", Long.class);
    assertMalformed("");
    assertMalformed("[]");
    assertMalformed("null");
    assertMalformed(good.substring(1));
    assertMalformed(good + "{}");
    assertMalformed(good.replace("CHARGED", "REFUNDED"));
    assertMalformed(good.replace("\"12.00\"", "null"));
    assertMalformed(good.replace("12.00", "-12.00"));
    assertMalformed(good.replace("12.00", "12.001"));
    assertMalformed(good.replace("EUR", "euro"));
    assertMalformed(good.replace("\"chargeId\"", "\"charge\""));
    assertMalformed(good.replace("ch_1", "ch\\u0000"));
    assertMalformed(good.replace("ev-" + order, "e".repeat(65)));
    assertMalformed(good.replace("ev-" + order, ""));
    assertMalformed(good.replace("\"orderId\":\"" + order, "\"orderId\":\"not-an-id"));
    assertThat(jdbc.queryForObject("select count(*) from fulfillment.inbox", Long.class))
        .isEqualTo(before);
  }

  @Test
  void a_body_that_is_not_text_is_refused() {
    byte[] body = {'{', (byte) 0xc3, (byte) 0x28, '}'};
    assertThat(payments.send(body, signatureOf(body)).statusCode()).isEqualTo(400);
    byte[] utf16 = charged("ev", order.toString(), "ch", "1").getBytes(UTF_16);
    assertThat(payments.send(utf16, signatureOf(utf16)).statusCode()).isEqualTo(400);
  }

  // --- unmatched callbacks

  @Test
  void a_callback_for_an_unknown_order_is_rejected_after_several_attempts(CapturedOutput output) {
    orders.doNotFind(order);
    payments.call(charged("ev-" + order, order.toString(), "ch_1", "12.00"), SECRET);
    awaitRejected("ORDER_NOT_FOUND", "ORDER_NOT_FOUND: no such order", 5);
    assertThat(orders.told(order)).hasSize(5);
    await()
        .untilAsserted(
            () ->
                assertThat(output.getAll().lines().filter(line -> line.contains("ev-" + order)))
                    .singleElement(as(STRING))
                    .contains("ERROR", "PAYMENT callback", "ORDER_NOT_FOUND")
                    .doesNotContain("ch_1", "12.00"));
  }

  @Test
  void a_callback_reaches_an_order_that_is_found_late() {
    orders.doNotFindFirst(order, 3);
    payments.call(charged("ev-" + order, order.toString(), "ch_1", "12.00"), SECRET);
    await().untilAsserted(() -> assertThat(row("ev-" + order)).containsEntry("state", "DONE"));
    assertThat(row("ev-" + order)).containsEntry("attempts", 4).containsEntry("unmatched", null);
  }

  @Test
  void a_dispatch_for_an_unknown_order_is_rejected() {
    orders.doNotFind(order);
    shipments.call(shipment("ev-" + order, "DISPATCHED"), SECRET);
    awaitRejected("ORDER_NOT_FOUND", "ORDER_NOT_FOUND: no such order", 5);
  }

  @Test
  void a_refusal_under_an_unused_key_is_rejected() {
    payments.call(refusal("ev-" + order, "DECLINED", Step.PAYMENT, 2), SECRET);
    awaitRejected("KEY_NEVER_USED", "its key was never used for PAYMENT of this order", 1);
    assertThat(orders.told(order)).isEmpty();
  }

  @Test
  void a_charge_under_the_key_of_another_order_is_rejected_and_kept() {
    var other = new OrderId(UUID.randomUUID());
    var body =
        charged("ev-" + order, order.toString(), "ch_1", "12.00")
            .replace("order:" + order, "order:" + other);
    payments.call(body, SECRET);
    awaitRejected("KEY_OF_ANOTHER_ORDER", "its key belongs to another order", 1);
    assertThat(row("ev-" + order)).containsEntry("body", body);
    assertThat(orders.told(order)).isEmpty();
    assertThat(orders.told(other)).isEmpty();
  }

  @Test
  void a_dispatch_under_an_unused_key_is_rejected() {
    shipments.call(shipment("ev-" + order, "DISPATCHED").replace(":1\"", ":2\""), SECRET);
    awaitRejected("KEY_NEVER_USED", "its key was never used for SHIPPING of this order", 1);
    assertThat(orders.told(order)).isEmpty();
  }

  @Test
  void operators_see_the_number_of_unmatched_callbacks_by_partner_and_reason() {
    jdbc.update("delete from fulfillment.inbox where state = 'REJECTED'");
    var metered = meter("PAYMENT", "ORDER_NOT_FOUND");
    orders.doNotFind(order);
    payments.call(charged("ev-1-" + order, order.toString(), "ch_1", "12.00"), SECRET);
    payments.call(charged("ev-2-" + order, order.toString(), "ch_2", "12.00"), SECRET);
    shipments.call(shipment("ev-3-" + order, "DELIVERED").replace(":1\"", ":2\""), SECRET);
    await()
        .untilAsserted(
            () ->
                assertThat(payments.get("/api/v1/admin/unmatched-callbacks").body())
                    .contains("\"total\":3")
                    .containsPattern("PAYMENT\",\"reason\":\"ORDER_NOT_FOUND\",\"count\":2,")
                    .containsPattern("SHIPPING\",\"reason\":\"KEY_NEVER_USED\",\"count\":1,")
                    .contains(order.toString(), "ch_1"));
    await()
        .untilAsserted(
            () -> assertThat(meter("PAYMENT", "ORDER_NOT_FOUND")).isEqualTo(metered + 2));
  }

  @Test
  void the_newest_unmatched_callbacks_are_kept() {
    jdbc.update("delete from fulfillment.inbox where state = 'REJECTED'");
    IntStream.range(0, 5)
        .forEach(i -> settled("no-" + i + order, "REJECTED", Instant.EPOCH.plusSeconds(i)));
    settled("done-" + order, "DONE", Instant.now());
    assertThat(inbox.trimUnmatched(3, 1)).isEqualTo(1);
    assertThat(inbox.trimUnmatched(3, 1_000)).isEqualTo(1);
    assertThat(inbox.trimUnmatched(3, 1_000)).isZero();
    assertThat(
            jdbc.queryForList(
                "select event_id from fulfillment.inbox where event_id like ? order by event_id",
                String.class,
                "%" + order))
        .containsExactly("done-" + order, "no-2" + order, "no-3" + order, "no-4" + order);
  }

  // --- when something breaks

  @Test
  void a_failed_command_is_sent_again_until_it_succeeds() {
    orders.failFirst(order, 5);
    payments.call(charged("ev-" + order, order.toString(), "ch_1", "12.00"), SECRET);
    await().untilAsserted(() -> assertThat(row("ev-" + order)).containsEntry("state", "DONE"));
    assertThat(row("ev-" + order)).containsEntry("attempts", 6);
    assertThat(orders.told(order)).hasSize(1);
  }

  @Test
  void the_poller_claims_entries_of_a_dead_process() {
    leave("ev-" + order, Instant.now());
    await().untilAsserted(() -> assertThat(orders.told(order)).hasSize(1));
  }

  @Test
  void leased_entries_are_not_claimed_before_the_lease_ends() {
    leave("ev-" + order, Instant.now().plus(Duration.ofHours(1)));
    await()
        .during(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(orders.told(order)).isEmpty());
    jdbc.update("update fulfillment.inbox set due_at = now() where event_id = ?", "ev-" + order);
    await().untilAsserted(() -> assertThat(orders.told(order)).hasSize(1));
  }

  /** The row still holds the end of its lease after the dispatch. */
  @Test
  void the_entries_of_a_dead_process_are_free_within_half_a_minute() {
    leave("ev-" + order, Instant.now());
    await().untilAsserted(() -> assertThat(row("ev-" + order)).containsEntry("state", "DONE"));
    assertThat(
            jdbc.queryForObject(
                "select due_at - settled_at < interval '30 seconds' from fulfillment.inbox"
                    + " where event_id = ?",
                Boolean.class,
                "ev-" + order))
        .isTrue();
  }

  @Test
  void while_the_database_is_down_a_callback_is_not_acknowledged() throws Exception {
    var body = charged("ev-" + order, order.toString(), "ch_1", "12.00");
    try (var _ = new DatabaseOutage(jdbc)) {
      var answer = payments.call(body, SECRET);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"UNAVAILABLE\"");
    }
    // The partner repeats it; the first repeats may still meet a dead connection of the pool.
    await().until(() -> payments.call(body, SECRET).statusCode() == 202);
    await().untilAsserted(() -> assertThat(orders.told(order)).hasSize(1));
  }

  @Test
  void old_entries_that_are_done_are_deleted_in_bounded_batches() {
    var longAgo = Instant.EPOCH.plusSeconds(1);
    IntStream.range(0, 5).forEach(i -> settled("old-" + i + order, "DONE", longAgo));
    settled("new-" + order, "DONE", Instant.now());
    settled("no-" + order, "REJECTED", longAgo);
    assertThat(inbox.forget(Instant.EPOCH.plusSeconds(2), 3)).isEqualTo(3);
    assertThat(inbox.forget(Instant.EPOCH.plusSeconds(2), 3)).isEqualTo(2);
    assertThat(row("new-" + order)).isNotEmpty();
    assertThat(row("no-" + order)).isNotEmpty();
  }

  // --- words

  private void awaitTold(OrderCommand command) {
    await().untilAsserted(() -> assertThat(orders.told(order)).containsExactly(command));
  }

  private double meter(String partner, String reason) {
    return meters
        .get("orderflow.callbacks.unmatched")
        .tags("partner", partner, "reason", reason)
        .functionCounter()
        .count();
  }

  private void awaitRejected(String unmatched, String reason, int attempts) {
    await()
        .untilAsserted(
            () ->
                assertThat(row("ev-" + order))
                    .containsEntry("state", "REJECTED")
                    .containsEntry("unmatched", unmatched)
                    .containsEntry("reason", reason)
                    .containsEntry("attempts", attempts));
  }

  private void assertForged(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.body())
        .contains("\"UNAUTHENTICATED\"")
        .contains("The callback must carry a fresh and valid Orderflow-Signature header");
    assertThat(orders.told(order)).isEmpty();
    assertThat(
            jdbc.queryForList(
                "select 1 from fulfillment.inbox where body like ?", "%" + order + "%"))
        .isEmpty();
  }

  private void assertMalformed(String body) {
    var answer = payments.call(body, SECRET);
    assertThat(answer.statusCode()).as(body).isEqualTo(400);
    assertThat(answer.body()).contains("\"MALFORMED_REQUEST\"");
  }

  private static String signatureOf(byte[] body) {
    return PartnerCalls.signature(body, SECRET, Instant.now());
  }

  private Map<String, @Nullable Object> row(String eventId) {
    return jdbc.queryForMap("select * from fulfillment.inbox where event_id = ?", eventId);
  }

  private void leave(String eventId, Instant dueAt) {
    jdbc.update(
        "insert into fulfillment.inbox (partner, event_id, body, received_at, due_at, attempts)"
            + " values ('PAYMENT', ?, ?, now(), ?, 1)",
        eventId,
        charged(eventId, order.toString(), "ch_1", "12.00"),
        Timestamp.from(dueAt));
  }

  private void settled(String eventId, String state, Instant at) {
    jdbc.update(
        "insert into fulfillment.inbox"
            + " (partner, event_id, body, received_at, due_at, state, settled_at)"
            + " values ('PAYMENT', ?, '{}', now(), now(), ?, ?)",
        eventId,
        state,
        Timestamp.from(at));
  }

  private static String charged(String eventId, String orderId, String chargeId, String amount) {
    return """
        {"eventId":"%s","type":"CHARGED","orderId":"%s","key":"order:%s:PAYMENT:1",\
        "chargeId":"%s","amount":{"amount":"%s","currency":"EUR"}}"""
        .formatted(eventId, orderId, orderId, chargeId, amount);
  }

  private String refusal(String eventId, String type, Step step, int requestNo) {
    return """
        {"eventId":"%s","type":"%s","orderId":"%s","key":"order:%s:%s:%d",\
        "code":"SOME_REASON","detail":"because"}"""
        .formatted(eventId, type, order, order, step, requestNo);
  }

  private String shipment(String eventId, String type) {
    return """
        {"eventId":"%s","type":"%s","orderId":"%s","key":"order:%s:SHIPPING:1",\
        "trackingNumber":"trk_1"}"""
        .formatted(eventId, type, order, order);
  }
}
