package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt over real connections; only name servers are played. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookSenderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.987Z");
  private static final WebhookSecret SECRET = WebhookSecret.random();

  /** Longer than any machine is busy with something else. */
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Where it is waited for. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** Where it is waited for, and something must be there before. */
  private static final Duration MIDDLING = Duration.ofSeconds(6);

  private static final byte[] BODY = "{\"a\": \"\u00e4\"}".getBytes(UTF_8);

  private final Receiver receiver = Receiver.start();
  private final Queue<InetAddress[]> names = new ArrayDeque<>();
  private final CountDownLatch silence = new CountDownLatch(1);

  @AfterEach
  void stop() {
    silence.countDown();
    receiver.close();
  }

  @Test
  void a_request_is_signed_as_the_specification_says_and_has_the_type_of_a_cloud_event() {
    receiver.answer("/hook", Receiver.Answer.status(202, "taken"));
    var result = send("127.0.0.0/8", receiver.url("/hook?a=b"));

    assertThat(result.isDelivered()).isTrue();
    assertThat(result.status()).isEqualTo(202);
    assertThat(result.said()).isEqualTo("taken");
    var request = receiver.at("/hook").getFirst();
    assertThat(request.body()).isEqualTo(new String(BODY, UTF_8));
    assertThat(request.header("content-type")).isEqualTo("application/cloudevents+json");
    assertThat(request.header("webhook-id")).isEqualTo("event-1");
    assertThat(request.header("webhook-timestamp")).isEqualTo("1772360130");
    assertThat(request.header("host")).isEqualTo("127.0.0.1:" + receiver.port());
    assertThat(StandardWebhooks.isGenuine(SECRET.text(), request)).isTrue();
    assertThat(StandardWebhooks.isGenuine(WebhookSecret.random().text(), request)).isFalse();
  }

  @Test
  void the_signature_is_that_of_the_specifications_example() {
    var secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(
            secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost.", "127.0.0.1", "127.1", "[::ffff:127.0.0.1]"})
  void without_an_allowed_network_nothing_connects_to_this_machine(String host) {
    var result = sendBySystem("http://" + host + ":" + receiver.port() + "/hook");

    assertThat(result.isAnswered()).isFalse();
    assertThat(receiver.at("/hook")).isEmpty();
  }

  @Test
  void this_machine_is_reached_where_its_network_is_allowed() {
    var result =
        sendBySystem("http://localhost:" + receiver.port() + "/hook", "127.0.0.0/8,::1/128");

    assertThat(result.isDelivered()).as(result.toString()).isTrue();
  }

  @Test
  void a_name_that_changes_its_address_after_a_check_is_checked_again_by_the_connection()
      throws UnknownHostException {
    answer("1.1.1.1");
    answer("127.0.0.1");
    var resolver = resolver("");
    assertThat(resolver.resolve("fickle.example.com")).hasSize(1); // what a check would have seen

    var result =
        sender(resolver)
            .send(
                URI.create("http://fickle.example.com:" + receiver.port() + "/hook"),
                "event-1",
                List.of(SECRET),
                BODY);

    assertThat(result.said()).contains("fickle.example.com is 127.0.0.1, which is not public");
    assertThat(receiver.at("/hook")).isEmpty();
    assertThat(names).isEmpty(); // it was asked once for the check and once for the connection
  }

  @Test
  void one_address_that_is_not_public_among_others_is_enough_to_refuse_a_name() {
    names.add(
        new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1")});
    var result = send("", "http://two.example.com:" + receiver.port() + "/hook");

    assertThat(result.said())
        .contains("10.0.0.1, which is not public")
        .contains("allowed-networks");
  }

  @Test
  void the_host_of_the_url_is_sent_to_the_address_that_was_checked() throws UnknownHostException {
    answer("127.0.0.1");
    var result = send("127.0.0.1/32", "http://hooks.example.com:" + receiver.port() + "/hook");

    assertThat(result.isDelivered()).as(result.said()).isTrue();
    assertThat(receiver.at("/hook").getFirst().header("host"))
        .isEqualTo("hooks.example.com:" + receiver.port());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a_redirect_is_a_failure_and_not_followed(int status) {
    receiver.answer(
        "/hook", Receiver.Answer.status(status, "", "Location", receiver.url("/elsewhere")));
    var result = send("127.0.0.0/8", receiver.url("/hook"));

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.isDelivered()).isFalse();
    assertThat(receiver.at("/elsewhere")).isEmpty();
  }

  @Test
  void an_endpoint_that_says_nothing_or_trickles_is_given_up_at_the_time_limit() {
    receiver.hang("/silent");
    receiver.answer(
        "/trickling",
        exchange -> {
          exchange.sendResponseHeaders(500, 0);
          exchange.getResponseBody().write('a');
          exchange.getResponseBody().flush();
          await(silence);
        });

    var impatient = sender(resolver("127.0.0.0/8"), SHORT);
    assertThat(send(impatient, receiver.url("/silent")).said())
        .isEqualTo("no answer within 1000 ms");
    var trickled = send(sender(resolver("127.0.0.0/8"), MIDDLING), receiver.url("/trickling"));
    assertThat(trickled.status()).isEqualTo(500);
  }

  @Test
  void a_name_server_that_says_nothing_is_given_up_at_the_time_limit() {
    var resolver =
        new CheckedDnsResolver(
            policy(""),
            _ -> {
              await(silence);
              throw new UnknownHostException();
            },
            SHORT,
            2);
    var result = send(sender(resolver, SHORT), "http://a.example.com/");
    assertThat(result.said()).contains("no answer within 1000 ms").doesNotContain("null");
  }

  @Test
  void a_refused_connection_is_told() throws IOException {
    try (var taken = new Socket()) { // so that nothing else listens there
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var result = send("127.0.0.0/8", "http://127.0.0.1:" + taken.getLocalPort() + "/");
      assertThat(result.outcome()).isEqualTo(DeliveryOutcome.UNANSWERED);
      assertThat(result.said()).contains("Connection refused");
    }
  }

  @Test
  void attempts_that_follow_soon_share_a_connection() {
    var connections = new CopyOnWriteArrayList<Integer>();
    receiver.answer(
        "/hook",
        exchange -> {
          connections.add(exchange.getRemoteAddress().getPort());
          Receiver.Answer.status(200, "taken").give(exchange);
        });
    var sender = sender(resolver("127.0.0.0/8"));

    // "Soon" may be over in between on a busy machine.
    Awaitility.await()
        .until(
            () -> {
              connections.clear();
              assertThat(send(sender, receiver.url("/hook")).isDelivered()).isTrue();
              assertThat(send(sender, receiver.url("/hook")).isDelivered()).isTrue();
              return connections.getFirst().equals(connections.getLast());
            });
  }

  @Test
  void after_an_answer_that_is_not_read_to_its_end_another_connection_is_taken() {
    receiver.answer("/endless", Receiver.Answer.status(500, "x".repeat(1_000_000)));
    var sender = sender(resolver("127.0.0.0/8"));

    for (int i = 0; i < 5; i++) {
      assertThat(send(sender, receiver.url("/endless")).status()).isEqualTo(500);
      assertThat(send(sender, receiver.url("/hook")).status()).isEqualTo(204);
    }
  }

  @Test
  void a_kept_connection_that_its_receiver_closes_during_an_attempt_is_no_failure()
      throws IOException {
    try (var raw = RawReceiver.closing(1)) {
      var sender = sender(resolver("127.0.0.0/8"));

      assertThat(send(sender, raw.url()).isDelivered()).isTrue();
      assertThat(send(sender, raw.url()).isDelivered()).isTrue();
      assertThat(raw.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_new_connection_that_its_receiver_closes_without_an_answer_is_a_failure_at_once()
      throws IOException {
    try (var raw = RawReceiver.closing(0)) {
      var result = send(sender(resolver("127.0.0.0/8")), raw.url());

      assertThat(result.outcome()).isEqualTo(DeliveryOutcome.UNANSWERED);
      assertThat(raw.connections()).isEqualTo(1);
    }
  }

  /** Closes each connection when a request has come that it does not answer any more. */
  private record RawReceiver(ServerSocket server, AtomicInteger accepted) implements AutoCloseable {

    /**
     * @param answered how many requests of a connection
     */
    static RawReceiver closing(int answered) throws IOException {
      var receiver =
          new RawReceiver(
              new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), new AtomicInteger());
      var _ = Thread.startVirtualThread(() -> receiver.run(answered));
      return receiver;
    }

    private void run(int answered) {
      while (!server.isClosed()) {
        try (var connection = server.accept()) {
          accepted.incrementAndGet();
          for (int i = 0; readRequest(connection) && i < answered; i++) {
            connection.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(UTF_8));
          }
        } catch (IOException closed) {
          // the next one
        }
      }
    }

    private static boolean readRequest(Socket connection) throws IOException {
      var read = new StringBuilder();
      while (!read.toString().endsWith(new String(BODY, ISO_8859_1))) {
        int next = connection.getInputStream().read();
        if (next < 0) {
          return false;
        }
        read.append((char) next);
      }
      return true;
    }

    URI url() {
      return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook");
    }

    int connections() {
      return accepted.get();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Test
  void of_a_long_answer_one_kilobyte_is_kept_without_what_no_log_can_show() {
    receiver.answer(
        "/hook", Receiver.Answer.status(500, "\0\u001b[31m\u009b" + "x".repeat(1_000_000)));
    var said = send("127.0.0.0/8", receiver.url("/hook")).said();
    assertThat(said).hasSize(1_023).startsWith("\ufffd\ufffd[31m\ufffdxxx");
  }

  @Test
  void a_pause_that_is_asked_for_is_read_in_both_forms() {
    receiver.answer("/seconds", Receiver.Answer.status(429, "", "Retry-After", "120"));
    receiver.answer(
        "/date", Receiver.Answer.status(503, "", "Retry-After", "Sun, 01 Mar 2026 10:17:30 GMT"));
    receiver.answer("/past", Receiver.Answer.status(503, "", "Retry-After", "Sun, 01 Mar 2020"));

    assertThat(send("127.0.0.0/8", receiver.url("/seconds")).retryAfter())
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(send("127.0.0.0/8", receiver.url("/date")).retryAfter())
        .isEqualTo(Duration.ofMillis(119_013));
    assertThat(send("127.0.0.0/8", receiver.url("/past")).retryAfter()).isNull();
  }

  @Test
  void a_url_that_is_not_allowed_any_more_is_not_called() {
    var result =
        sender(resolver("127.0.0.0/8"))
            .send(receiver.url("/hook"), policy("127.0.0.0/8"), "event-1", List.of(SECRET), BODY);

    assertThat(result.outcome()).isEqualTo(DeliveryOutcome.UNANSWERED);
    assertThat(result.said()).isEqualTo("not sent: the URL must begin with https://");
    assertThat(receiver.at("/hook")).isEmpty();
  }

  private AttemptResult send(String allowed, String url) {
    return send(sender(resolver(allowed)), url);
  }

  private static AttemptResult send(WebhookSender sender, String url) {
    return send(sender, URI.create(url));
  }

  private static AttemptResult send(WebhookSender sender, URI url) {
    return sender.send(url, "event-1", List.of(SECRET), BODY);
  }

  private static AttemptResult sendBySystem(String url) {
    return sendBySystem(url, "");
  }

  private static AttemptResult sendBySystem(String url, String allowed) {
    try (var resolver =
            new CheckedDnsResolver(policy(allowed), InetAddress::getAllByName, LONG, 2);
        var sender = sender(resolver)) {
      return send(sender, url);
    }
  }

  private CheckedDnsResolver resolver(String allowed) {
    return new CheckedDnsResolver(
        policy(allowed),
        host -> names.isEmpty() ? InetAddress.getAllByName(host) : names.remove(),
        LONG,
        2);
  }

  private static AddressPolicy policy(String allowed) {
    return new AddressPolicy(TestSettings.of(Map.of("allowed-networks", allowed)));
  }

  private static WebhookSender sender(CheckedDnsResolver resolver) {
    return sender(resolver, LONG);
  }

  private static WebhookSender sender(CheckedDnsResolver resolver, Duration limit) {
    return new WebhookSender(resolver, limit, 10, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void answer(String address) {
    names.add(new InetAddress[] {InetAddress.ofLiteral(address)});
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
