package io.orderflow.integration.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cloudevents.CloudEvent;
import io.orderflow.api.OrderId;
import io.orderflow.integration.PublisherUnavailableException;
import io.orderflow.integration.RejectedEventException;
import io.orderflow.partner.SimulatedPartners;
import io.orderflow.partner.contract.FaultyConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The contract with the notification service, against the simulator behind a connection that breaks
 * on request.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotificationPublisherTest {

  /** The most there is; on a busy machine an answer may take longer. */
  private static final Duration PATIENT = Duration.ofSeconds(4);

  private static final Duration IMPATIENT = Duration.ofMillis(400);
  private static final Duration AT_MOST = Duration.ofSeconds(60);

  private final FaultyConnection connection = new FaultyConnection(SimulatedPartners.url());
  private final NotificationPublisher publisher = publisher(PATIENT, 16);

  @AfterEach
  void disconnect() {
    connection.close();
  }

  // --- what is accepted

  @Test
  void every_notification_of_an_order_is_accepted() {
    var delivered = newOrder();
    var declined = newOrder();
    var cancelled = newOrder();
    publishEach(NotificationHistories.delivered(delivered, "alice"));
    publishEach(NotificationHistories.declined(declined));
    publishEach(NotificationHistories.cancelled(cancelled));

    assertThat(accepted(delivered)).isEqualTo(4);
    assertThat(accepted(declined)).isEqualTo(3);
    assertThat(accepted(cancelled)).isEqualTo(5);
  }

  @Test
  void a_customer_may_have_a_name_that_is_not_ascii() {
    var event = NotificationHistories.created("Zoë 💐");
    publish(publisher, List.of(event));
    assertThat(accepted(orderOf(event))).isEqualTo(1);
  }

  @Test
  void an_event_that_no_customer_is_told_of_is_no_request() {
    var reserved = NotificationHistories.delivered(newOrder(), "alice").get(1);
    assertThat(reserved.getType()).contains("reserved");
    publisher.publish(List.of(reserved), Map.of());
    assertThat(connection.requests()).isEmpty();
  }

  @Test
  void a_token_is_sent_where_one_is_set() {
    var tokens = new CopyOnWriteArrayList<String>();
    connection.with(
        (faulty, exchange) -> {
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          FaultyConnection.NONE.apply(faulty, exchange);
        });
    publish(publisher, List.of(NotificationHistories.created("alice")));
    assertThat(tokens).containsOnly("null");
    tokens.clear();
    publish(publisher("a-token", PATIENT, 1), List.of(NotificationHistories.created("alice")));
    assertThat(tokens).containsOnly("Bearer a-token");
  }

  // --- keys

  @Test
  void a_repetition_is_accepted_once() {
    var event = NotificationHistories.created("alice");
    publish(publisher, List.of(event));
    publish(publisher(PATIENT, 16), List.of(event));
    assertThat(connection.requests()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(accepted(orderOf(event))).isEqualTo(1);
  }

  @Test
  void two_nodes_that_send_the_same_have_it_accepted_once() {
    var event = NotificationHistories.created("alice");
    Stream.generate(() -> publisher(PATIENT, 16))
        .limit(8)
        .map(node -> CompletableFuture.runAsync(() -> publish(node, List.of(event))))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(accepted(orderOf(event))).isEqualTo(1);
  }

  // --- what is refused

  @Test
  void a_refusal_is_about_its_order_and_the_others_of_the_round_are_accepted() {
    var refused = NotificationHistories.created("notify-refused");
    var others = events(5);
    var round = Stream.concat(Stream.of(refused), others.stream()).toList();

    assertThatThrownBy(() -> publish(publisher, round))
        .isInstanceOf(RejectedEventException.class)
        .hasMessageContaining(refused.getId())
        .rootCause()
        .hasMessageContaining("422", "CUSTOMER_NOT_REACHABLE");
    assertThat(others).allSatisfy(event -> assertThat(accepted(orderOf(event))).isEqualTo(1));

    var sent = connection.requests();
    publisher.publish(others, Map.of());
    assertThat(connection.requests()).as("none is sent again").isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 410, 413, 415, 422, 451})
  void an_answer_about_the_notification_is_a_refusal_whatever_its_body(int status) {
    for (var body :
        List.of("", "<html>a proxy's page</html>", "{\"code\":\"NO\",\"detail\":\"\"}")) {
      connection.with(FaultyConnection.answering(status, body));
      assertThatThrownBy(() -> publish(publisher, events(1)))
          .as(body)
          .isInstanceOf(RejectedEventException.class)
          .rootCause()
          .hasMessageContaining("" + status);
    }
  }

  // --- what is no answer

  @ParameterizedTest
  @ValueSource(
      ints = {
        203, 204, 206, 301, 302, 307, 401, 403, 404, 405, 407, 408, 409, 421, 425, 426, 429, 500,
        502, 503, 504, 599
      })
  void any_other_answer_is_repeated(int status) {
    var body = status == 204 ? null : "{\"code\":\"NO\",\"detail\":\"\"}";
    connection.with(FaultyConnection.answering(status, body));
    assertUnavailable(publisher, events(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>a proxy's page</html>",
        "null",
        "[]",
        "{}",
        "{\"status\":\"ACCEPTED\",\"notificationId\":\"ntf_1\"}"
      })
  void an_acceptance_without_a_proper_body_is_repeated(String body) {
    for (int status : new int[] {200, 202}) {
      connection.with(FaultyConnection.answering(status, body));
      assertUnavailable(publisher, events(1));
    }
  }

  @Test
  void an_acceptance_of_another_notification_is_repeated() {
    connection.with(FaultyConnection.repeatingTheFirstAnswer());
    publish(publisher, events(1));
    assertUnavailable(publisher, events(1));
  }

  @Test
  void a_lost_answer_is_repeated_and_accepted_once() {
    var event = NotificationHistories.created("alice");
    connection.with(FaultyConnection.LOST_RESPONSE);
    assertUnavailable(publisher, List.of(event));
    connection.with(FaultyConnection.NONE);
    publish(publisher, List.of(event));
    assertThat(accepted(orderOf(event))).isEqualTo(1);
  }

  @Test
  void a_slow_answer_is_repeated_and_accepted_once() {
    var event = NotificationHistories.created("notify-slow");
    assertUnavailable(publisher(IMPATIENT, 16), List.of(event));
    publish(publisher, List.of(event));
    assertThat(accepted(orderOf(event))).isEqualTo(1);
  }

  @Test
  void a_service_that_cannot_be_reached_is_waited_for() {
    connection.close();
    assertUnavailable(publisher, events(1));
  }

  @Test
  void an_answer_that_stalls_or_never_ends_is_cut_off() {
    connection.with(FaultyConnection.STALLED_RESPONSE);
    assertTimeoutPreemptively(
        AT_MOST, () -> assertUnavailable(publisher(IMPATIENT, 16), events(1)));
    connection.with(FaultyConnection.ENDLESS_RESPONSE);
    assertTimeoutPreemptively(AT_MOST, () -> assertUnavailable(publisher, events(1)));
  }

  // --- a round

  @Test
  void no_more_requests_are_under_way_than_allowed() {
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    var together = new CountDownLatch(3);
    connection.with(
        (faulty, exchange) -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          together.countDown();
          awaitAll(together);
          var _ = accepted(newOrder()); // takes a moment, in which a fourth would arrive
          underWay.decrementAndGet();
          FaultyConnection.NONE.apply(faulty, exchange);
        });
    var events = events(12);
    publish(publisher(PATIENT, 3), events);
    assertThat(most.get()).isEqualTo(3);
    assertThat(connection.requests()).hasSizeGreaterThanOrEqualTo(12);
  }

  private static void awaitAll(CountDownLatch together) {
    try {
      together.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void after_the_first_failure_no_further_request_begins() {
    var requests = new AtomicInteger();
    connection.with(
        (faulty, exchange) -> {
          requests.incrementAndGet();
          FaultyConnection.answering(503, "").apply(faulty, exchange);
        });
    assertUnavailable(publisher(PATIENT, 2), events(20));
    assertThat(requests.get()).isBetween(1, 2);
  }

  @Test
  void what_was_accepted_before_a_failure_is_not_sent_again() {
    var events = events(10);
    connection.with(FaultyConnection.after(4, FaultyConnection.answering(503, "")));
    var sequential = publisher(PATIENT, 1);
    assertUnavailable(sequential, events);
    connection.with(FaultyConnection.NONE);
    publish(sequential, events);
    assertThat(connection.requests()).hasSize(10);
    assertThat(events).allSatisfy(event -> assertThat(accepted(orderOf(event))).isEqualTo(1));
  }

  private void publishEach(List<CloudEvent> events) {
    events.forEach(event -> publish(publisher, List.of(event)));
  }

  /** Again and again while the service does not answer in time, as its processor does. */
  private static void publish(NotificationPublisher publisher, List<CloudEvent> events) {
    await()
        .pollDelay(Duration.ZERO)
        .ignoreExceptionsInstanceOf(PublisherUnavailableException.class)
        .until(
            () -> {
              publisher.publish(events, Map.of());
              return true;
            });
  }

  private NotificationPublisher publisher(Duration timeout, int concurrency) {
    return publisher("", timeout, concurrency);
  }

  private NotificationPublisher publisher(String token, Duration timeout, int concurrency) {
    var properties =
        new NotificationProperties(true, connection.url(), token, timeout, concurrency);
    return new NotificationPublisher(
        properties,
        new NotificationService(properties),
        new NotificationTable(new JdbcTemplate()),
        Clock.systemUTC());
  }

  private static void assertUnavailable(NotificationPublisher publisher, List<CloudEvent> events) {
    assertThatThrownBy(() -> publisher.publish(events, Map.of()))
        .isInstanceOf(PublisherUnavailableException.class)
        .message()
        .isNotBlank();
  }

  private static List<CloudEvent> events(int count) {
    return Stream.generate(() -> NotificationHistories.created("alice")).limit(count).toList();
  }

  private static OrderId newOrder() {
    return new OrderId(UUID.randomUUID());
  }

  private static OrderId orderOf(CloudEvent event) {
    return OrderId.parse(Objects.requireNonNull(event.getSubject()));
  }

  private static long accepted(OrderId order) {
    return SimulatedPartners.entries(order, "NOTIFICATION");
  }
}
