package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.ChargeId;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.NotificationList;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;

@DirtiesContext
@SpringBootTest(
    classes = OrderQueryApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderControllerTest {

  /** The longest that is granted, so that on a busy machine too an order comes in time. */
  private static final String PATIENTLY = "wait=30";

  @LocalServerPort int port;
  @Autowired EventRecording tape;
  @Autowired OrderRowStore rows;
  @Autowired NotificationAnswers notifications;
  private final OrderEvents order = new OrderEvents(new OrderId(UUID.randomUUID()));
  private RestTestClient http = RestTestClient.bindToServer().build();

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    OrderQueryApplication.useDatabase(properties);
  }

  @BeforeEach
  void connect() {
    http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port + "/api/v1").build();
  }

  @Test
  void an_order_is_shown_as_its_events_made_it() {
    var events =
        OrderEvents.then(
            order.until(Step.PAYMENT),
            order.failed(Attempt.Kind.REQUEST, Step.PROCESSING, 1),
            order.attention(Attempt.Kind.REQUEST, Step.PROCESSING, 1));
    tape.record(0, events);

    fresh("/orders/" + order.id(), 4)
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"4\"")
        .expectHeader()
        .valueEquals(HttpHeaders.CACHE_CONTROL, "no-cache, private")
        .expectBody()
        .json(
            """
            {
              "orderId": "%s",
              "customerId": "c-42",
              "status": "PROCESSING",
              "paymentStatus": "CAPTURED",
              "fulfillmentStatus": "RESERVED",
              "version": 4,
              "total": {"amount": "1225.00", "currency": "EUR"},
              "items": [
                {"sku": "laptop", "name": "Laptop", "quantity": 1,
                 "unitPrice": {"amount": "1200.00", "currency": "EUR"}},
                {"sku": "mouse", "name": "Mouse", "quantity": 1,
                 "unitPrice": {"amount": "25.00", "currency": "EUR"}}
              ],
              "paymentMethod": "pm_card_ok",
              "reference": "PO-7",
              "number": "2026-000007",
              "labels": {"channel": "web", "gift": "yes"},
              "steps": [
                {"step": "STOCK", "state": "SUCCEEDED", "attempt": 1},
                {"step": "PAYMENT", "state": "SUCCEEDED", "attempt": 1},
                {"step": "PROCESSING", "state": "IN_PROGRESS", "attempt": 2,
                 "lastError": "503", "nextAttemptAt": "2026-03-01T10:16:40.123456Z"},
                {"step": "SHIPPING", "state": "WAITING", "attempt": 0},
                {"step": "DELIVERY", "state": "WAITING", "attempt": 0}
              ],
              "payments": {
                "charged": {"amount": "1225.00", "currency": "EUR"},
                "refunded": {"amount": "0.00", "currency": "EUR"},
                "kept": {"amount": "1225.00", "currency": "EUR"},
                "owed": {"amount": "0.00", "currency": "EUR"},
                "charges": [
                  {"chargeId": "ch_1", "amount": {"amount": "1225.00", "currency": "EUR"},
                   "at": "2026-03-01T10:00:02.123Z", "expected": true, "refunded": false,
                   "settledByHand": false}
                ]
              },
              "attention": [
                {"step": "PROCESSING", "reason": "overdue",
                 "since": "2026-03-01T10:00:04.123Z", "version": 1}
              ],
              "allowedActions": ["CANCEL"],
              "createdAt": "2026-03-01T10:00:00.123Z",
              "updatedAt": "2026-03-01T10:00:04.123Z"
            }
            """
                .formatted(order.id()),
            JsonCompareMode.STRICT);
  }

  @Test
  void the_timeline_tells_every_event_without_the_view() {
    tape.record(0, order.until(Step.PAYMENT));

    get("/orders/" + order.id() + "/timeline")
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"2-n0-operator\"")
        .expectBody()
        .json(
            """
            {
              "orderId": "%s",
              "version": 2,
              "entries": [
                {"sequence": 0, "at": "2026-03-01T10:00:00.123Z", "type": "created",
                 "text": "The order was placed for 1225.00 EUR.", "actor": {"kind": "CUSTOMER"},
                 "amount": {"amount": "1225.00", "currency": "EUR"}},
                {"sequence": 1, "at": "2026-03-01T10:00:01.123Z", "type": "stock-reserved",
                 "text": "The stock was reserved.", "actor": {"kind": "SYSTEM"}, "step": "STOCK"},
                {"sequence": 2, "at": "2026-03-01T10:00:02.123Z", "type": "payment-captured",
                 "text": "1225.00 EUR was charged.", "actor": {"kind": "PARTNER"},
                 "step": "PAYMENT", "chargeId": "ch_1",
                 "amount": {"amount": "1225.00", "currency": "EUR"}}
              ],
              "notifications": {"available": true, "sent": []}
            }
            """
                .formatted(order.id()),
            JsonCompareMode.STRICT);
  }

  @Test
  void the_timeline_tells_what_the_customer_was_told_and_its_tag_changes_with_it() {
    tape.record(0, order.until(Step.PAYMENT));
    var timeline = "/orders/" + order.id() + "/timeline";
    var at = Instant.parse("2026-03-01T10:00:03Z");
    var created = new NotificationList.Item("created", "ntf_1", null, at);
    var refunded = new NotificationList.Item("refunded", "ntf_2", new ChargeId("ch_1"), at);
    notifications.tell(order.id(), created);
    get(timeline).expectHeader().valueEquals(HttpHeaders.ETAG, "\"2-n1-operator\"");
    notifications.tell(order.id(), created, refunded);
    get(timeline)
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"2-n2-operator\"")
        .expectBody()
        .json(
            """
            {"notifications": {"available": true, "sent": [
              {"kind": "created", "at": "2026-03-01T10:00:03Z", "notificationId": "ntf_1"},
              {"kind": "refunded", "at": "2026-03-01T10:00:03Z", "notificationId": "ntf_2",
               "chargeId": "ch_1"}]}}
            """);
  }

  @Test
  void a_timeline_says_so_if_notifications_cannot_be_known() {
    tape.record(0, order.until(Step.PAYMENT));
    notifications.fail(true);
    try {
      get("/orders/" + order.id() + "/timeline")
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals(HttpHeaders.ETAG, "\"2-n-operator\"")
          .expectBody()
          .json("{\"version\": 2, \"notifications\": {\"available\": false, \"sent\": []}}");
    } finally {
      notifications.fail(false);
    }
  }

  @Test
  void a_timeline_is_read_page_by_page() {
    tape.record(0, order.until(Step.PROCESSING));

    get("/orders/" + order.id() + "/timeline?after=0&limit=2")
        .expectBody()
        .jsonPath("$.entries.length()")
        .isEqualTo(2)
        .jsonPath("$.entries[0].sequence")
        .isEqualTo(1)
        .jsonPath("$.nextAfter")
        .isEqualTo(2);
    for (String wrong : List.of("limit=0", "limit=1001", "limit=x", "after=-1", "after=x")) {
      get("/orders/" + order.id() + "/timeline?" + wrong).expectStatus().isBadRequest();
    }
  }

  @Test
  void an_order_is_shown_as_of_a_version_and_allows_nothing_then() {
    tape.record(0, order.until(Step.PROCESSING));
    var past = "/orders/" + order.id() + "?version=1";

    get(past)
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"1\"")
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("AWAITING_PAYMENT")
        .jsonPath("$.version")
        .isEqualTo(1)
        .jsonPath("$.allowedActions")
        .isEmpty();
    http.get()
        .uri(past)
        .header(HttpHeaders.IF_NONE_MATCH, "\"1\"")
        .exchange()
        .expectStatus()
        .isNotModified();
  }

  /** What happened at this very time had happened. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:00.123Z, 0",
    "2026-03-01T10:00:01.122999999Z, 0",
    "2026-03-01T10:00:01.123Z, 1",
    "2026-03-01T10:00:01.5Z, 1",
    "2026-03-01T10:00:03.123Z, 3",
    "2999-01-01T00:00:00Z, 3"
  })
  void an_order_is_shown_as_of_a_time(String at, int version) {
    tape.record(0, order.until(Step.PROCESSING));

    get("/orders/" + order.id() + "?at=" + at)
        .expectBody()
        .jsonPath("$.version")
        .isEqualTo(version)
        .jsonPath("$.allowedActions")
        .isEmpty();
  }

  @Test
  void the_first_and_the_newest_version_are_past_versions_too() {
    tape.record(0, order.until(Step.PROCESSING));

    for (int version : new int[] {0, 3}) {
      get("/orders/" + order.id() + "?version=" + version)
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.version")
          .isEqualTo(version)
          .jsonPath("$.allowedActions")
          .isEmpty();
    }
    http.get()
        .uri("/orders/" + order.id() + "?version=0")
        .header(HttpHeaders.IF_MATCH, "\"3\"")
        .exchange()
        .expectStatus()
        .isEqualTo(HttpStatus.PRECONDITION_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version=4", "at=2026-03-01T09:59:59Z", "at=2026-03-01T10:00:00.122999999Z"})
  void a_version_that_was_not_is_not_found(String asked) {
    tape.record(0, order.until(Step.PROCESSING));

    get("/orders/" + order.id() + "?" + asked)
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("VERSION_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version=-1",
        "version=x",
        "version=1.0",
        "version=",
        "version=1234567890123456789",
        "at=now",
        "at=",
        "at=2026-03-01",
        "at=2026-02-30T00:00:00Z",
        "at=2026-03-01T10:00:01.1234567891Z",
        "at=2026-03-01T11:00:01-01:00",
        "version=1&at=2026-03-01T10:00:01Z"
      })
  void a_version_or_time_that_cannot_be_read_is_refused(String asked) {
    get("/orders/" + order.id() + "?" + asked).expectStatus().isBadRequest();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/timeline", "?version=0", "?at=2026-03-01T10:00:00Z"})
  void the_history_of_an_unknown_order_is_not_found(String asked) {
    get("/orders/" + order.id() + asked)
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("ORDER_NOT_FOUND");
  }

  @Test
  void a_completed_order_shows_its_shipment_and_a_cancelled_one_its_cancellation() {
    tape.record(0, order.until(Step.DELIVERY));
    fresh("/orders/" + order.id(), 5)
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("COMPLETED")
        .jsonPath("$.shipment.trackingNumber")
        .isEqualTo("track-1")
        .jsonPath("$.shipment.deliveredAt")
        .isEqualTo("2026-03-01T10:00:05.123Z");

    var refused = new OrderEvents(new OrderId(UUID.randomUUID()));
    tape.record(
        0,
        List.of(
            refused.created(),
            refused.cancelling(CancellationReason.OUT_OF_STOCK, Step.STOCK),
            refused.released(),
            refused.cancelled()));
    fresh("/orders/" + refused.id(), 3)
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("CANCELLED")
        .jsonPath("$.cancellation.reason")
        .isEqualTo("OUT_OF_STOCK")
        .jsonPath("$.cancellation.completedAt")
        .isEqualTo("2026-03-01T10:00:03.123Z");
  }

  @Test
  void the_status_alone_is_short() {
    tape.record(0, order.until(Step.STOCK));

    fresh("/orders/" + order.id() + "/status", 1)
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"1\"")
        .expectHeader()
        .exists(HttpHeaders.CONTENT_LENGTH) // sent at once, not in chunks
        .expectBody()
        .json(
            """
            {"orderId": "%s", "status": "AWAITING_PAYMENT", "version": 1,
             "updatedAt": "2026-03-01T10:00:01.123Z"}
            """
                .formatted(order.id()),
            JsonCompareMode.STRICT);
  }

  /** A transaction would be a second one, and so would any other statement. */
  @ParameterizedTest
  @ValueSource(strings = {"", "/status"})
  void an_order_is_read_in_one_round_trip(String part) {
    tape.record(0, order.until(Step.STOCK));
    fresh("/orders/" + order.id() + part, 1).expectStatus().isOk();
    try (var trips = new RequestRoundTrips()) {
      // A connection that has rested for half a second is tried first.
      await()
          .untilAsserted(
              () -> {
                trips.forget();
                get("/orders/" + order.id() + part).expectStatus().isOk();
                assertThat(trips.count()).as(trips.toString()).isEqualTo(1);
              });
    }
  }

  @Test
  void a_reader_who_has_the_newest_version_is_told_so() {
    tape.record(0, order.until(Step.STOCK));
    fresh("/orders/" + order.id(), 1).expectStatus().isOk();

    conditional("\"1\"").expectStatus().isNotModified().expectBody().isEmpty();
    conditional("W/\"1\"").expectStatus().isNotModified();
    conditional("\"0\"").expectStatus().isOk();
    conditional("\"0\", \"1\"")
        .expectStatus()
        .isNotModified()
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"1\"");
  }

  @Test
  void a_reader_who_has_any_version_and_wants_none_newer_is_told_that_there_is_one() {
    tape.record(0, order.until(Step.STOCK));
    fresh("/orders/" + order.id(), 1).expectStatus().isOk();

    conditional("*")
        .expectStatus()
        .isNotModified()
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"1\"")
        .expectBody()
        .isEmpty();
    conditional("unquoted").expectStatus().isBadRequest();
    http.get()
        .uri("/orders/" + order.id() + "/status")
        .header(HttpHeaders.IF_NONE_MATCH, "\"7\" , W/\"1\"")
        .exchange()
        .expectStatus()
        .isNotModified();
    http.get()
        .uri("/orders/" + order.id())
        .header(HttpHeaders.IF_MATCH, "\"7\"")
        .exchange()
        .expectStatus()
        .isEqualTo(HttpStatus.PRECONDITION_FAILED)
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"1\"");
  }

  @Test
  void an_order_is_not_there_whatever_its_reader_has() {
    // While the event store is too slow to tell, nothing is called not found.
    await()
        .untilAsserted(
            () ->
                http.get()
                    .uri("/orders/" + UUID.randomUUID())
                    .header(HttpHeaders.IF_NONE_MATCH, "*")
                    .exchange()
                    .expectStatus()
                    .isNotFound());
  }

  @Test
  void a_wish_that_is_granted_is_named_and_one_that_is_not_understood_is_passed_over() {
    tape.record(0, order.until(Step.STOCK));

    fresh("/orders/" + order.id(), 1).expectHeader().valueEquals("Preference-Applied", PATIENTLY);
    preferring("wait=999").expectHeader().valueEquals("Preference-Applied", "wait=30");
    for (String odd :
        List.of("wait=soon", "wait", "wait=-1", "wait=1.5", "return=minimal", ",;=")) {
      preferring(odd).expectStatus().isOk().expectHeader().doesNotExist("Preference-Applied");
    }
  }

  private RestTestClient.ResponseSpec preferring(String wish) {
    return http.get().uri("/orders/" + order.id()).header("Prefer", wish).exchange();
  }

  @Test
  void what_is_no_order_is_not_found() {
    for (String id : List.of(UUID.randomUUID().toString(), "not-an-id", "1-2-3-4-5")) {
      for (String path : List.of("/orders/" + id, "/orders/" + id + "/status")) {
        // While the event store is too slow to tell, nothing is called not found.
        await().untilAsserted(() -> assertNotFound(path));
      }
    }
  }

  private void assertNotFound(String path) {
    get(path)
        .expectStatus()
        .isNotFound()
        .expectHeader()
        .contentTypeCompatibleWith("application/problem+json")
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("ORDER_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"newest", "-1", "1.0", "1e3", "", "%2B1", "1234567890123456789", "1,2"})
  void a_version_that_is_no_number_is_refused(String version) {
    http.get()
        .uri(
            URI.create(
                "http://localhost:"
                    + port
                    + "/api/v1/orders/"
                    + order.id()
                    + "?atLeastVersion="
                    + version))
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("MALFORMED_REQUEST");
  }

  @Test
  void a_patient_reader_gets_the_version_as_soon_as_it_is_there() {
    tape.record(0, List.of(order.created()));
    var answer =
        CompletableFuture.supplyAsync(
            () ->
                http.get()
                    .uri("/orders/" + order.id() + "?atLeastVersion=1")
                    .header("Prefer", "respond-async, " + PATIENTLY)
                    .exchange()
                    .returnResult()
                    .getResponseHeaders()
                    .getETag());
    await().pollDelay(Duration.ofMillis(300)).until(() -> !answer.isDone());

    tape.record(1, List.of(order.reserved()));

    assertThat(answer).succeedsWithin(Duration.ofSeconds(60)).isEqualTo("\"1\"");
  }

  @Test
  void a_reader_sees_what_another_node_has_written() {
    var waiting =
        CompletableFuture.supplyAsync(
            () ->
                fresh("/orders/" + order.id(), 1).expectStatus().isOk().returnResult().getStatus());
    await().pollDelay(Duration.ofMillis(400)).until(() -> !waiting.isDone());

    rows.save(List.of(Folded.state(order.until(Step.STOCK))));

    assertThat(waiting).succeedsWithin(Duration.ofSeconds(60));
  }

  @Test
  void a_reader_whose_time_is_up_gets_what_there_is() {
    tape.record(0, List.of(order.created()));
    fresh("/orders/" + order.id(), 0).expectStatus().isOk();

    long began = System.nanoTime();
    http.get()
        .uri("/orders/" + order.id() + "?atLeastVersion=7")
        .header("Prefer", "wait=1")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"0\"");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
  }

  private RestTestClient.ResponseSpec get(String path) {
    return http.get().uri(path).exchange();
  }

  private RestTestClient.ResponseSpec fresh(String path, long version) {
    return http.get()
        .uri(path + "?atLeastVersion=" + version)
        .header("Prefer", PATIENTLY)
        .exchange();
  }

  private RestTestClient.ResponseSpec conditional(String etags) {
    return http.get()
        .uri("/orders/" + order.id())
        .header(HttpHeaders.IF_NONE_MATCH, etags)
        .exchange();
  }
}
