package io.orderflow.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.Tally;
import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TallyView;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.deadletter.IsolatingBatchWriter;
import io.orderflow.web.WebModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.core.ThrowingRunnable;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event that cannot be handled stops its own aggregate, where everybody sees it. */
@DirtiesContext
@SpringBootTest(
    classes = {TallyApplication.class, WebModule.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "orderflow.processors.tries=2",
      "spring.autoconfigure.exclude=" + TallyApplication.JPA
    })
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeadLetterRegistryTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Autowired CommandGateway commands;
  @Autowired TallyView view;
  @Autowired JdbcTemplate jdbc;
  @Autowired Configuration axon;
  @LocalServerPort int port;

  private final String poisoned = UUID.randomUUID().toString();
  private final List<String> others =
      List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @AfterEach
  void heal() {
    view.afterEach(event -> {});
    jdbc.update("delete from tally.dead_letter");
  }

  @Test
  void an_event_that_cannot_be_handled_stops_its_aggregate_and_no_other() {
    poison(_ -> fail());
    count(poisoned, others.getFirst(), poisoned, others.getLast(), poisoned);
    eventually(() -> assertThat(letter().path("waiting").asInt()).isEqualTo(3));
    count(others.getFirst(), others.getLast());
    eventually(() -> assertThat(others).allMatch(each -> view.rowsOf(each) == 2));
    assertThat(view.rowsOf(poisoned)).isZero();
    assertThat(letter().path("event").asString()).isEqualTo("Counted");
    assertThat(letter().path("reason").asString()).contains("planted");
    assertThat(letter().path("tries").asInt()).isEqualTo(2);
    assertThat(get().path("counts").path(TallyView.NAME).asInt()).isPositive();
  }

  @Test
  void queued_events_are_handled_in_order_once_the_cause_is_fixed() {
    poison(_ -> fail());
    count(poisoned, poisoned, poisoned);
    eventually(() -> assertThat(letter().path("waiting").asInt()).isEqualTo(3));
    assertThat(retry().path("code").asString()).isEqualTo("DEAD_LETTER_FAILED");
    assertThat(letter().path("tries").asInt()).isEqualTo(3);
    assertThat(view.rowsOf(poisoned)).isZero();
    assertThat(settledEvents()).isEmpty();

    view.afterEach(event -> {});
    assertThat(retry().path("events").asInt()).isEqualTo(3);
    assertThat(settledEvents()).containsExactly(3L);
    assertThat(totals()).containsExactly(1, 2, 3);
    assertThat(retry().path("code").asString()).isEqualTo("DEAD_LETTER_NOT_FOUND");
    count(poisoned);
    eventually(() -> assertThat(totals()).containsExactly(1, 2, 3, 4));
  }

  /** How many events each settled letter of the aggregate had. */
  private List<Long> settledEvents() {
    return jdbc.queryForList(
        "select last_sequence - first_sequence + 1 from tally.settled_letter where aggregate_id = ?",
        Long.class,
        poisoned);
  }

  @Test
  void a_dead_letter_shows_its_event_and_where_it_failed() {
    poison(_ -> fail());
    count(poisoned);
    eventually(() -> assertThat(letter().path("waiting").asInt()).isEqualTo(1));

    var whole = ask(HttpRequest.newBuilder(uri("/" + TallyView.NAME + ":" + poisoned)).GET());
    assertThat(whole.path("letter")).isEqualTo(letter());
    assertThat(whole.path("payload").path("tallyId").asString()).isEqualTo(poisoned);
    assertThat(whole.path("occurredAt").asString()).isNotBlank();
    assertThat(whole.path("trace").asString())
        .contains("IllegalStateException: planted", "DeadLetterRegistryTest.fail");
    assertThat(
            ask(HttpRequest.newBuilder(uri("/" + TallyView.NAME + ":" + others.getFirst())).GET())
                .path("code")
                .asString())
        .isEqualTo("DEAD_LETTER_NOT_FOUND");
  }

  @Test
  void dead_letters_of_one_cause_are_counted_and_retried_together() {
    view.afterEach(
        event -> {
          if (event.tallyId().equals(others.getLast())) {
            throw new IllegalStateException("another one");
          }
          fail();
        });
    count(poisoned);
    count(others.getFirst());
    count(others.getLast());
    eventually(() -> assertThat(own()).hasSize(3));

    var planted =
        get()
            .path("causes")
            .valueStream()
            .filter(cause -> cause.path("count").asInt() == 2)
            .toList();
    assertThat(planted).hasSize(1);
    assertThat(planted.getFirst().path("reason").asString()).contains("planted");
    assertThat(planted.getFirst().path("event").asString()).isEqualTo("Counted");
    var cause = planted.getFirst().path("id").asString();
    assertThat(
            ask(HttpRequest.newBuilder(uri("?processor=" + TallyView.NAME + "&cause=" + cause))
                    .GET())
                .path("items")
                .findValuesAsString("orderId"))
        .containsExactlyInAnyOrder(poisoned, others.getFirst());

    poison(_ -> fail());
    var first = retryAll(cause);
    assertThat(first.path("handled").asInt()).isEqualTo(1);
    assertThat(first.path("failed").asInt()).isEqualTo(1);
    assertThat(first.path("left").asInt()).isEqualTo(2);
    assertThat(first.path("failures").findValuesAsString("id"))
        .containsExactly(TallyView.NAME + ":" + poisoned);
    view.afterEach(event -> {});
    assertThat(retryAll(cause).path("left").asInt()).isEqualTo(1);
    assertThat(own())
        .extracting(item -> item.path("orderId").asString())
        .containsExactly(others.getLast());
    assertThat(retryAll(cause).path("code").asString()).isEqualTo("DEAD_LETTER_NOT_FOUND");
  }

  private JsonNode retryAll(String cause) {
    return ask(
        HttpRequest.newBuilder(uri("/" + TallyView.NAME + "/causes/" + cause + "/retry"))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  void an_event_that_cannot_be_read_stops_its_aggregate_and_no_other() {
    count(poisoned);
    eventually(() -> assertThat(view.rowsOf(poisoned)).isEqualTo(1));
    jdbc.update(
        """
        insert into eventstore.domain_event_entry (aggregate_identifier, sequence_number, type, event_identifier,
          meta_data, payload, payload_revision, payload_type, time_stamp)
        select aggregate_identifier, 1, type, ?, meta_data, payload, payload_revision, 'tally.never-heard-of', time_stamp
        from eventstore.domain_event_entry where aggregate_identifier = ?""",
        UUID.randomUUID().toString(),
        poisoned);
    count(others.getFirst(), others.getLast());
    eventually(() -> assertThat(others).allMatch(each -> view.rowsOf(each) == 1));
    eventually(() -> assertThat(letter().path("event").asString()).isEqualTo("unreadable"));
    assertThat(letter().path("reason").asString()).contains("tally.never-heard-of");
    var whole = ask(HttpRequest.newBuilder(uri("/" + TallyView.NAME + ":" + poisoned)).GET());
    assertThat(whole.has("payload")).isFalse();
    assertThat(retry().path("code").asString()).isEqualTo("DEAD_LETTER_FAILED");
  }

  @Test
  void a_row_that_fails_its_batch_becomes_a_dead_letter() {
    var rows = new AtomicInteger();
    view.afterEach(
        event ->
            CurrentUnitOfWork.get()
                .root()
                .onCommit(
                    _ ->
                        IsolatingBatchWriter.write(
                            List.of(event.tallyId()),
                            id -> id,
                            ids -> {
                              rows.incrementAndGet();
                              if (ids.contains(poisoned)) {
                                fail();
                              }
                            })));
    count(others.getFirst(), poisoned, others.getLast(), poisoned);
    eventually(() -> assertThat(letter().path("waiting").asInt()).isEqualTo(2));
    eventually(() -> assertThat(others).allMatch(each -> view.rowsOf(each) == 1));
    assertThat(view.rowsOf(poisoned)).isZero();
    assertThat(rows).hasPositiveValue();
  }

  @Test
  void failures_of_the_database_make_no_dead_letters() {
    var tries = new AtomicInteger();
    poison(
        _ -> {
          if (tries.incrementAndGet() <= 3) {
            throw new QueryTimeoutException("planted");
          }
        });
    count(poisoned);
    eventually(() -> assertThat(view.rowsOf(poisoned)).isEqualTo(1));
    assertThat(get().path("items").findValuesAsString("orderId")).doesNotContain(poisoned);
  }

  @Test
  void a_replay_tries_dead_letters_anew() {
    poison(_ -> fail());
    count(poisoned, others.getFirst());
    eventually(() -> assertThat(letter().path("waiting").asInt()).isEqualTo(1));
    view.afterEach(event -> {});
    var processor =
        axon.eventProcessingConfiguration()
            .eventProcessor(TallyView.NAME, PooledStreamingEventProcessor.class)
            .orElseThrow();
    processor.shutDown();
    jdbc.update("delete from tally.seen");
    processor.resetTokens();
    processor.start();
    eventually(() -> assertThat(view.rowsOf(poisoned)).isEqualTo(1));
    assertThat(get().path("items").findValuesAsString("orderId")).doesNotContain(poisoned);
  }

  private void poison(Consumer<Tally.Counted> trouble) {
    view.afterEach(
        event -> {
          if (event.tallyId().equals(poisoned)) {
            trouble.accept(event);
          }
        });
  }

  private static void fail() {
    throw new IllegalStateException("planted");
  }

  private void count(String... tallies) {
    for (String tally : tallies) {
      commands.sendAndWait(new Count(tally));
    }
  }

  private List<Integer> totals() {
    return jdbc.queryForList(
        "select total from tally.seen where tally_id = ? order by ctid", Integer.class, poisoned);
  }

  /** Without what a replay of another test finds anew. */
  private List<JsonNode> own() {
    return get()
        .path("items")
        .valueStream()
        .filter(
            item -> {
              var order = item.path("orderId").asString();
              return order.equals(poisoned) || others.contains(order);
            })
        .toList();
  }

  private JsonNode letter() {
    var mine =
        get()
            .path("items")
            .valueStream()
            .filter(item -> item.path("orderId").asString().equals(poisoned))
            .toList();
    assertThat(mine).hasSize(1);
    return mine.getFirst();
  }

  private JsonNode get() {
    return ask(HttpRequest.newBuilder(uri("")).GET());
  }

  private JsonNode retry() {
    return ask(
        HttpRequest.newBuilder(uri("/" + TallyView.NAME + ":" + poisoned + "/retry"))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d/api/v1/admin/dead-letters%s".formatted(port, path));
  }

  private static JsonNode ask(HttpRequest.Builder request) {
    try (var http = HttpClient.newHttpClient()) {
      return JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
  }
}
