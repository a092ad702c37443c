package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** This module as a process of its own, asked over HTTP; any number of them share a database. */
final class QueryNode implements AutoCloseable {

  static final String REPLAYS = "/admin/processors/order-views/replays";
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final JsonMapper JSON = new JsonMapper();

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  QueryNode(String url, String... settings) {
    context =
        new SpringApplicationBuilder(SlowProjectionApplication.class)
            .properties(settings)
            .run(arguments(url).toArray(String[]::new));
  }

  static List<String> arguments(String url) {
    return List.of(
        "--server.port=0",
        "--spring.datasource.url=" + url,
        "--orderflow.processors.claim-timeout=2s");
  }

  HttpResponse<String> ask(String method, String path, String... headers) {
    var port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/api/v1%s".formatted(port, path)))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> get(OrderId order) {
    return ask("GET", "/orders/" + order);
  }

  /** Where to ask for it. */
  String startReplay() {
    var started = ask("POST", REPLAYS);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    String location = started.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith("/api/v1" + REPLAYS + "/");
    return location.substring("/api/v1".length());
  }

  JsonNode progress(String replay) {
    return json(ask("GET", replay));
  }

  JsonNode assertEnds(String replay, String state) {
    await()
        .atMost(PATIENCE)
        .until(() -> !progress(replay).path("state").asString().equals("RUNNING"));
    var ended = progress(replay);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo(state);
    return ended;
  }

  /** Once they are all there as far as they have come. */
  List<OrderId> shown(List<OrderId> orders) {
    await().atMost(PATIENCE).until(() -> misread(orders).isEmpty());
    return orders;
  }

  /** What is wrong with what a reader sees of shipped orders. */
  List<String> misread(List<OrderId> orders) {
    return orders.stream()
        .map(this::get)
        .filter(answer -> answer.statusCode() != 200 || json(answer).path("version").asLong() < 4)
        .map(answer -> answer.statusCode() + " " + answer.body())
        .toList();
  }

  /** The tables of orders that there are. */
  List<String> tables() {
    return jdbc()
        .queryForList(
            """
            select tablename from pg_tables where tablename like 'order_view%' or tablename like 'order_search%'
            order by 1""",
            String.class);
  }

  /** Each with its processor. */
  List<String> letters() {
    return jdbc()
        .queryForList(
            "select processor_name || ' ' || aggregate_id from views.dead_letter order by 1",
            String.class);
  }

  /** The nodes that hold a segment, as they are called in their claims. */
  List<String> ownersOf(String processor) {
    return jdbc()
        .queryForList(
            "select distinct owner from views.token_entry where processor_name = ? and owner is not null",
            String.class,
            processor);
  }

  int tokensOf(String processor) {
    return Objects.requireNonNull(
        jdbc()
            .queryForObject(
                "select count(*) from views.token_entry where processor_name = ?",
                Integer.class,
                processor));
  }

  /** The orders that are built beside, so far. */
  List<OrderId> built() {
    return jdbc().queryForList("select order_id from views.order_view_next", UUID.class).stream()
        .map(OrderId::new)
        .toList();
  }

  /** So many orders, all of them shipped. */
  List<OrderId> record(int orders) {
    return IntStream.range(0, orders)
        .mapToObj(_ -> record(new OrderId(UUID.randomUUID())))
        .toList();
  }

  /** This order, shipped. */
  OrderId record(OrderId orderId) {
    record(0, new OrderEvents(orderId).until(Step.SHIPPING));
    return orderId;
  }

  void record(long firstSequence, List<OrderEvent> events) {
    context.getBean(EventRecording.class).record(firstSequence, events);
  }

  /** One event of each of these orders, all with this number. */
  void recordEach(long sequence, List<OrderEvent> events) {
    context.getBean(EventRecording.class).recordEach(sequence, events);
  }

  JdbcTemplate jdbc() {
    return bean(JdbcTemplate.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The rows that are read, as text, every byte of them. */
  List<String> rows(List<OrderId> orderIds) {
    return jdbc()
        .queryForList(
            "select r::text from views.order_view r where order_id = any(?) order by order_id",
            String.class,
            (Object) orderIds.stream().map(OrderId::value).toArray(UUID[]::new));
  }

  StreamingEventProcessor processor() {
    return context
        .getBean(Configuration.class)
        .eventProcessingConfiguration()
        .eventProcessor(OrderViewProjection.NAME, StreamingEventProcessor.class)
        .orElseThrow();
  }

  /** From now on the projection cannot get past these orders, by a failure that passes. */
  void holdAt(OrderId... orderIds) {
    hold(context.getBean(SlowProjectionApplication.Brake.class).holdAt, orderIds);
  }

  /** From now on a replay cannot get past these orders. */
  void holdReplayAt(OrderId... orderIds) {
    hold(context.getBean(SlowProjectionApplication.Brake.class).holdReplayAt, orderIds);
  }

  private static void hold(Set<OrderId> held, OrderId... orderIds) {
    var wanted = Set.of(orderIds);
    held.addAll(wanted);
    held.retainAll(wanted);
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
