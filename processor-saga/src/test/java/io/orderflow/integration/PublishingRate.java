package io.orderflow.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.engine.EngineModule;
import io.orderflow.engine.FreePort;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.StoredTokens;
import io.orderflow.engine.processors.StreamPositions;
import io.orderflow.integration.rabbitmq.RabbitMqServer;
import io.orderflow.partner.kafka.TestBroker;
import io.orderflow.web.WebModule;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Prints how fast a publisher that was stopped catches up: each of them in turn, on the same
 * events. Run by its name only.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PublishingRate {

  private static final int ORDERS_OF_TRANSACTION = 200;

  /** An hour of ten orders a second. */
  private static final int ORDERS = Integer.getInteger("publishing.orders", 36_000);

  /** How long an endpoint takes to answer, in milliseconds. */
  private static final int LATENCY = Integer.getInteger("publishing.latency", 0);

  private static final long EVENTS = (long) ORDERS * OrderStream.WHOLE;

  /** Of the six events of an order four are notified to its customer. */
  private static final long NOTIFICATIONS = ORDERS * 4L;

  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final String TOPIC = "rate";
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private final List<String> names =
      Arrays.asList(
          System.getProperty("publishing.publishers", "kafka,rabbitmq,webhooks,notifications")
              .split(",", -1));
  private final List<Receiver> receivers = new ArrayList<>();

  /** What a publisher publishes to. */
  private interface Receiver extends AutoCloseable {

    String publisher();

    /** Without the prefix of the publisher. */
    List<String> settings();

    /** What is needed before the first event. */
    default void prepare(Node node) throws Exception {}

    /** Whether everything has arrived, as far as that is cheap to know. */
    boolean hasAll(Node node) throws Exception;

    /** How many have arrived, doubles included. */
    long received(Node node) throws Exception;

    /** How many should have. */
    default long expected() {
      return EVENTS;
    }

    @Override
    void close();
  }

  @Test
  void a_publisher_catches_up_with_what_was_stored_while_it_was_stopped() throws Exception {
    try (var database =
        EmbeddedPostgres.builder()
            .setPort(FreePort.find())
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()) {
      var url = database.getJdbcUrl("postgres", "postgres");
      for (var name : names) {
        receivers.add(receiver(name));
      }
      try (var node = Node.start(url, receivers)) {
        for (var receiver : receivers) {
          receiver.prepare(node);
          await().atMost(PATIENCE).until(() -> node.hasPublishedAll(receiver.publisher()));
        }
      }
      try (var node = Node.start(url, List.of())) {
        store(node.bean(EventStore.class));
      }
      System.out.printf("%n| publisher | events | s | events/s | CPU µs per event | load |%n");
      System.out.printf("|---|---|---|---|---|---|%n");
      for (var receiver : receivers) {
        measure(url, receiver);
      }
    } finally {
      for (var receiver : receivers) {
        receiver.close();
      }
    }
  }

  private static Receiver receiver(String name) throws Exception {
    return switch (name) {
      case "kafka" -> new Kafka();
      case "rabbitmq" -> new RabbitMq();
      case "webhooks" -> new Webhook();
      case "notifications" -> new Notifications();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void store(EventStore store) {
    for (int first = 0; first < ORDERS; first += ORDERS_OF_TRANSACTION) {
      var messages = new ArrayList<EventMessage<?>>();
      IntStream.range(first, Math.min(first + ORDERS_OF_TRANSACTION, ORDERS))
          .forEach(_ -> messages.addAll(OrderStream.whole()));
      store.publish(messages);
    }
  }

  private static void measure(String url, Receiver receiver) throws Exception {
    long begun = System.nanoTime();
    double cpu = cpuSeconds();
    try (var node = Node.start(url, List.of(receiver))) {
      await()
          .atMost(PATIENCE)
          .until(() -> node.hasPublishedAll(receiver.publisher()) && receiver.hasAll(node));
      double took = (System.nanoTime() - begun) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %.0f | %,.0f | %.0f | %.1f |%n",
          receiver.publisher(),
          EVENTS,
          took,
          EVENTS / took,
          (cpuSeconds() - cpu) / EVENTS * 1e6,
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      assertThat(receiver.received(node)).isGreaterThanOrEqualTo(receiver.expected());
    }
  }

  /** Of this process: orderflow and what it publishes to, but RabbitMQ and PostgreSQL. */
  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** orderflow's publishers, and nothing else of it. */
  private record Node(ConfigurableApplicationContext context) implements AutoCloseable {

    static Node start(String databaseUrl, List<Receiver> receivers) {
      return new Node(
          new SpringApplicationBuilder(Application.class)
              .run(
                  Stream.concat(
                          Stream.of(
                              "--server.port=0",
                              "--spring.datasource.url=" + databaseUrl,
                              "--spring.datasource.username=postgres",
                              "--spring.main.banner-mode=off",
                              "--logging.level.root=warn"),
                          receivers.stream().flatMap(Node::settings))
                      .toArray(String[]::new)));
    }

    private static Stream<String> settings(Receiver receiver) {
      return Stream.concat(Stream.of("enabled=true"), receiver.settings().stream())
          .map(each -> "--orderflow.integration." + receiver.publisher() + "." + each);
    }

    <T> T bean(Class<T> type) {
      return context.getBean(type);
    }

    /** Whether the stored position is that of the newest event. */
    boolean hasPublishedAll(String publisher) {
      long newest = StreamPositions.indexOf(bean(EventStore.class).createHeadToken());
      var processor =
          context.getBeansOfType(EventProcessorDefinition.class).values().stream()
              .filter(each -> each.name().equals(PublisherProcessors.nameOf(publisher)))
              .findFirst()
              .orElseThrow();
      var stored = bean(StoredTokens.class).of(processor);
      return !stored.isEmpty() && stored.stream().allMatch(each -> each.position() == newest);
    }

    long count(String sql) {
      var counted = bean(JdbcTemplate.class).queryForObject(sql, Long.class);
      return counted == null ? 0 : counted;
    }

    void post(String path, String body) throws IOException, InterruptedException {
      var port = context.getEnvironment().getRequiredProperty("local.server.port");
      try (var http = HttpClient.newHttpClient()) {
        var answer =
            http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      }
    }

    @Override
    public void close() {
      context.close();
    }
  }

  @EnableAutoConfiguration
  @ComponentScan("io.orderflow.integration")
  @Import({EngineModule.class, WebModule.class})
  static class Application {}

  /** In this process. */
  private static final class Kafka implements Receiver {

    private final TestBroker broker = TestBroker.start();

    Kafka() {
      broker.create(TOPIC, 6, Map.of());
    }

    @Override
    public String publisher() {
      return "kafka";
    }

    @Override
    public List<String> settings() {
      return List.of("topic=" + TOPIC, "bootstrap-servers=" + broker.address());
    }

    @Override
    public boolean hasAll(Node node) {
      return true; // what is published is confirmed
    }

    @Override
    public long received(Node node) {
      return broker.read(TOPIC, _ -> true).size();
    }

    @Override
    public void close() {
      broker.close();
    }
  }

  /** A process of its own, on one processor; messages are in a durable queue. */
  private static final class RabbitMq implements Receiver {

    private final RabbitMqServer broker = new RabbitMqServer();
    private final Connection client;

    RabbitMq() throws Exception {
      await().atMost(PATIENCE).until(broker::isUp);
      var factory = new ConnectionFactory();
      factory.setHost("127.0.0.1");
      factory.setPort(URI.create("amqp://" + broker.address()).getPort());
      client = factory.newConnection();
      try (var channel = client.createChannel()) {
        channel.exchangeDeclare(TOPIC, "topic", true);
        channel.queueDeclare(TOPIC, true, false, false, new HashMap<>());
        channel.queueBind(TOPIC, TOPIC, "#");
      }
    }

    @Override
    public String publisher() {
      return "rabbitmq";
    }

    @Override
    public List<String> settings() {
      return List.of(
          "addresses=" + broker.address(), "username=guest", "password=guest", "exchange=" + TOPIC);
    }

    @Override
    public boolean hasAll(Node node) {
      return true; // what is published is confirmed
    }

    @Override
    public long received(Node node) throws Exception {
      try (var channel = client.createChannel()) {
        return channel.messageCount(TOPIC);
      }
    }

    @Override
    public void close() {
      client.abort();
      broker.close();
    }
  }

  /**
   * Answers each request at once, or after {@link #LATENCY}. It does less than a web server, so
   * that the sender is measured and not the receiver.
   */
  private abstract static class HttpReceiver implements Receiver {

    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final String header;

    /**
     * @param header with what tells requests from repetitions
     */
    HttpReceiver(String header) throws IOException {
      this.header = header + ": ";
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
      var _ = Thread.startVirtualThread(this::accept);
    }

    final String url() {
      return "http://127.0.0.1:" + server.getLocalPort();
    }

    final long received() {
      return ids.size();
    }

    abstract String answer(String id);

    private void accept() {
      while (!server.isClosed()) {
        try {
          var connection = server.accept();
          var _ = Thread.startVirtualThread(() -> answer(connection));
        } catch (IOException closed) {
          return;
        }
      }
    }

    private void answer(Socket connection) {
      try (connection;
          var in = new DataInputStream(new BufferedInputStream(connection.getInputStream()))) {
        for (var id = receive(in); id != null; id = receive(in)) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LATENCY));
          ids.add(id);
          connection.getOutputStream().write(answer(id).getBytes(US_ASCII));
        }
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    /** Reads a request; returns what tells it from others, and null at the end. */
    @SuppressWarnings("deprecation") // a line of ASCII
    private @Nullable String receive(DataInputStream in) throws IOException {
      String id = null;
      int length = 0;
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          in.skipNBytes(length);
          return id;
        }
        if (line.startsWith(header)) {
          id = line.substring(header.length());
        } else if (line.startsWith("Content-Length: ")) {
          length = Integer.parseInt(line.substring("Content-Length: ".length()));
        }
      }
      return null;
    }

    @Override
    public void close() {
      try {
        server.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** One endpoint. */
  private static final class Webhook extends HttpReceiver {

    Webhook() throws IOException {
      super("webhook-id");
    }

    @Override
    String answer(String id) {
      return "HTTP/1.1 204 No Content\r\n\r\n";
    }

    @Override
    public String publisher() {
      return "webhooks";
    }

    @Override
    public List<String> settings() {
      return List.of("encryption-key=" + KEY, "allow-http=true", "allowed-networks=127.0.0.1/32");
    }

    @Override
    public void prepare(Node node) throws IOException, InterruptedException {
      node.post("/api/v1/webhooks", "{\"url\": \"%s/\"}".formatted(url()));
    }

    @Override
    public boolean hasAll(Node node) {
      return received() == EVENTS
          && node.count("select count(*) from webhooks.delivery where state = 'WAITING'") == 0;
    }

    @Override
    public long received(Node node) {
      return received();
    }
  }

  /** A notification service. */
  private static final class Notifications extends HttpReceiver {

    Notifications() throws IOException {
      super("Idempotency-Key");
    }

    /** The second part of a key is the order. */
    @Override
    String answer(String key) {
      var body =
          "{\"key\":\"%s\",\"orderId\":\"%s\",\"notificationId\":\"n-1\"}"
              .formatted(key, key.split(":", 3)[1]);
      return "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
          .formatted(body.length(), body);
    }

    @Override
    public String publisher() {
      return "notifications";
    }

    @Override
    public List<String> settings() {
      return List.of("url=" + url());
    }

    @Override
    public boolean hasAll(Node node) {
      return true; // what is published was accepted
    }

    @Override
    public long received(Node node) {
      assertThat(node.count("select count(*) from integration.notification")).isEqualTo(received());
      return received();
    }

    @Override
    public long expected() {
      return NOTIFICATIONS;
    }
  }
}
