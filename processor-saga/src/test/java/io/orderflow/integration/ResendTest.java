package io.orderflow.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.orderflow.api.process.ResendCommand;
import io.orderflow.api.process.ResendCommand.ConfirmResend;
import io.orderflow.api.process.ResendCommand.PreviewResend;
import io.orderflow.api.process.ResendOutcome;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.deadletter.DeadLetterRetry;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.engine.switches.SwitchSetting.State;
import io.orderflow.integration.event.PublicEventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operators have a publisher send again, from a time or an event on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResendTest {

  private static final String RESENDS = "/api/v1/admin/publishers/steady/resends";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final PublisherNode node = PublisherNode.startWithApi(TestDatabase.createUrl());

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void what_was_previewed_comes_once_more_with_equal_content_and_order_and_nothing_before_it() {
    var early = Stream.generate(node::order).limit(3).toList();
    early.forEach(order -> order.advance(3));
    var from = afterAllEvents(node);
    early.getFirst().advance(2);
    var late = node.order().advance(OrderStream.WHOLE);
    awaitPosition(node);
    var sent = node.steady().received();

    var preview = previewed(node, from);
    assertThat(preview.path("state").asString()).isEqualTo("PREVIEWED");
    assertThat(preview.path("count").asLong()).isEqualTo(2 + OrderStream.WHOLE);
    assertThat(preview.path("orders").asLong()).isEqualTo(2);
    assertThat(preview.path("complete").asBoolean()).isTrue();
    assertThat(Instant.parse(preview.path("firstAt").asString())).isAfterOrEqualTo(from);
    assertThat(node.steady().received()).as("a preview sends nothing").isEqualTo(sent);

    var started = confirmed(node, preview);
    assertThat(started.path("state").asString()).isEqualTo("STARTED");
    assertThat(started.path("note").asString()).isEqualTo("the topic was lost");
    var next = node.order().advance(1);
    await().until(() -> !node.steady().idsOf(next).isEmpty());
    awaitPosition(node);

    var again = since(node.steady(), sent.size(), next);
    assertThat(again).hasSize(2 + OrderStream.WHOLE);
    assertThat(idsOf(again, late)).isEqualTo(late.eventIds());
    assertThat(idsOf(again, early.getFirst())).isEqualTo(early.getFirst().eventIds().subList(3, 5));
    var before =
        sent.stream().collect(toMap(CloudEvent::getId, ResendTest::json, (first, _) -> first));
    assertThat(again)
        .allSatisfy(event -> assertThat(json(event)).isEqualTo(before.get(event.getId())));
  }

  @Test
  void a_repeated_confirmation_sends_nothing_more() {
    var from = afterAllEvents(node);
    var order = node.order().advance(2);
    awaitPosition(node);
    var preview = previewed(node, from);
    confirmed(node, preview);
    awaitPosition(node);
    var last = order.eventIds().getLast();
    await().until(() -> times(last, node.steady().received()) == 2);

    var repeated = confirm(node, preview);

    assertThat(repeated.statusCode()).isEqualTo(202);
    assertThat(repeated.headers().firstValue("Idempotent-Replayed")).contains("true");
    var next = node.order().advance(1);
    await().until(() -> !node.steady().idsOf(next).isEmpty());
    assertThat(times(last, node.steady().received())).isEqualTo(2);
    assertThat(body(get(node, RESENDS)).at("/resends/0/id").asString())
        .isEqualTo(preview.path("id").asString());
  }

  @Test
  void the_first_event_may_be_named_by_its_position() {
    var from = afterAllEvents(node);
    node.order().advance(4);
    awaitPosition(node);
    var whole = previewed(node, from);
    long third = whole.path("fromPosition").asLong() + 2;

    var preview = body(post(node, RESENDS, "{\"fromPosition\":" + third + "}"));

    assertThat(preview.path("count").asLong()).isEqualTo(2);
    assertThat(preview.path("fromPosition").asLong()).isEqualTo(third);
  }

  @Test
  void the_console_asks_for_the_same_by_commands() {
    var from = afterAllEvents(node);
    var order = node.order().advance(2);
    awaitPosition(node);

    var preview =
        Objects.requireNonNull(
            sent(new PreviewResend(PublisherNode.STEADY, from.toString())).preview());
    assertThat(preview.count()).isEqualTo(2);
    var other = new ConfirmResend(PublisherNode.STEADY, preview.id(), 3, "it was lost");
    assertThat(sent(other).refusals())
        .singleElement()
        .asString()
        .contains("The preview has counted 2 events.");
    assertThat(sent(new PreviewResend(PublisherNode.STEADY, "today")).refusals())
        .singleElement()
        .asString()
        .startsWith("from must be an instant");

    var same = new ConfirmResend(PublisherNode.STEADY, preview.id(), 2, "it was lost");
    assertThat(sent(same).preview()).isEqualTo(preview);
    var last = order.eventIds().getLast();
    await().until(() -> times(last, node.steady().received()) == 2);
    assertThat(body(get(node, RESENDS + "/" + preview.id())).path("note").asString())
        .isEqualTo("it was lost");
  }

  private ResendOutcome sent(ResendCommand command) {
    var answer = new FutureCallback<ResendCommand, Object>();
    node.bean(CommandBus.class)
        .dispatch(GenericCommandMessage.<ResendCommand>asCommandMessage(command), answer);
    return (ResendOutcome) answer.getResult(1, TimeUnit.MINUTES).getPayload();
  }

  @Test
  void another_node_may_hold_the_publisher() {
    var url = TestDatabase.createUrl();
    try (var holder = PublisherNode.start(url)) {
      await().until(() -> holder.isClaimed(PublisherNode.STEADY));
      try (var asked = PublisherNode.startWithApi(url)) {
        var old = asked.order().advance(2);
        await().until(() -> asked.hasPublishedAll(PublisherNode.STEADY));
        var from = afterAll(asked, received(holder, asked));
        var order = asked.order().advance(OrderStream.WHOLE);
        awaitPosition(asked);
        var before = received(holder, asked);

        confirmed(asked, previewed(asked, from));

        await()
            .untilAsserted(
                () ->
                    assertThat(order.eventIds())
                        .allMatch(id -> times(id, received(holder, asked)) > times(id, before)));
        assertThat(old.eventIds())
            .allMatch(id -> times(id, received(holder, asked)) == times(id, before));
      }
    }
  }

  @Test
  void after_a_restart_in_the_middle_it_is_completed() {
    var url = TestDatabase.createUrl();
    OrderStream old;
    OrderStream order;
    List<CloudEvent> before;
    try (var first = PublisherNode.startWithApi(url)) {
      old = first.order().advance(2);
      var from = afterAllEvents(first);
      order = first.order().advance(OrderStream.WHOLE);
      awaitPosition(first);
      var preview = previewed(first, from);
      int sent = first.steady().received().size();
      first.steady().leaveAfter(2);
      confirmed(first, preview);
      await().until(first.steady()::isAway);
      before = List.copyOf(first.steady().received().subList(sent, sent + 2));
    }
    assertThat(idsOf(before, order)).isEqualTo(order.eventIds().subList(0, 2));
    try (var second = PublisherNode.start(url)) {
      // The first two again, unless their batch was stored.
      await().until(() -> second.steady().idsOf(order).size() >= OrderStream.WHOLE - 2);
      await().until(() -> second.hasPublishedAll(PublisherNode.STEADY));
      var ids = second.steady().idsOf(order);
      var all = order.eventIds();
      assertThat(ids).isEqualTo(all.subList(all.size() - ids.size(), all.size()));
      assertThat(second.steady().idsOf(old)).isEmpty();
    }
  }

  /** It is the first of a claim that has lost the token and does not know it yet. */
  @Test
  void a_batch_that_the_resend_takes_back_is_repeated_in_its_place() {
    var url = TestDatabase.createUrl();
    OrderStream order;
    Instant from;
    try (var first = PublisherNode.startWithApi(url)) {
      first.order().advance(1);
      from = afterAllEvents(first);
      order = first.order().advance(3);
      awaitPosition(first);
    }
    try (var second = PublisherNode.startWithApi(url)) {
      await().until(() -> second.isClaimed(PublisherNode.STEADY));
      confirmed(second, previewed(second, from));
      var newer = second.order().advance(1);

      await()
          .untilAsserted(
              () -> {
                var ids = second.steady().received().stream().map(CloudEvent::getId).toList();
                assertThat(ids).containsAll(order.eventIds()).containsAll(newer.eventIds());
                assertThat(ids.lastIndexOf(newer.eventIds().getFirst()))
                    .isGreaterThan(ids.indexOf(order.eventIds().getFirst()));
              });
    }
  }

  @Test
  void what_is_no_time_of_an_event_is_refused() {
    node.order().advance(1);
    awaitPosition(node);
    var now = node.bean(Clock.class).instant();

    assertThat(body(post(node, RESENDS, "{}")).at("/errors/0/pointer").asString())
        .isEqualTo("/from");
    for (var time : List.of("2000-01-01T00:00:00Z", now.plusSeconds(3_600).toString(), "today")) {
      var refused = post(node, RESENDS, from(time));
      assertThat(refused.statusCode()).as(time).isEqualTo(422);
      assertThat(body(refused).at("/errors/0/pointer").asString()).isEqualTo("/from");
    }
    for (var wrong :
        List.of("{\"fromPosition\":-1}", "{\"from\":\"" + now + "\",\"fromPosition\":1}")) {
      assertThat(body(post(node, RESENDS, wrong)).at("/errors/0/pointer").asString())
          .isEqualTo("/fromPosition");
    }
    refused(409, "NOTHING_TO_RESEND", post(node, RESENDS, from(now.toString())));
    refused(409, "NOTHING_TO_RESEND", post(node, RESENDS, "{\"fromPosition\":123456789}"));
  }

  @Test
  void only_a_publisher_that_is_there_and_may_send_again_does() {
    var path = "/api/v1/admin/publishers/%s/resends";
    var request = from("2000-01-01T00:00:00Z");

    refused(404, "PUBLISHER_NOT_FOUND", post(node, path.formatted("kafka"), request));
    refused(404, "PUBLISHER_NOT_FOUND", get(node, path.formatted("kafka")));
    var fickle = post(node, path.formatted("fickle"), request);
    refused(409, "NOT_RESENDABLE", fickle);
    assertThat(body(fickle).path("detail").asString()).isEqualTo("It is fickle.");
    for (var id : List.of("999999", "one")) {
      refused(404, "RESEND_NOT_FOUND", get(node, RESENDS + "/" + id));
      var confirmation = RESENDS + "/" + id + "/confirmation";
      refused(404, "RESEND_NOT_FOUND", post(node, confirmation, "{\"count\":1,\"note\":\"x\"}"));
    }
  }

  @Test
  void only_what_was_shown_is_started_and_only_for_a_while() {
    var from = afterAllEvents(node);
    node.order().advance(2);
    awaitPosition(node);
    var preview = previewed(node, from);
    var at = RESENDS + "/" + preview.path("id").asString();

    var other = post(node, at + "/confirmation", "{\"count\":3,\"note\":\"x\"}");
    refused(409, "COUNT_DIFFERS", other);
    assertThat(body(other).path("count").asLong()).isEqualTo(2);
    refused(422, "INVALID_REQUEST", post(node, at + "/confirmation", "{\"count\":2}"));
    node.bean(JdbcTemplate.class)
        .update("update integration.resend set created_at = created_at - interval '16 minutes'");
    refused(409, "PREVIEW_EXPIRED", confirm(node, preview));
    assertThat(body(get(node, at)).path("state").asString()).isEqualTo("PREVIEWED");
  }

  @Test
  void a_paused_publisher_is_not_sent_back() {
    var from = afterAllEvents(node);
    node.order().advance(1);
    awaitPosition(node);
    var preview = previewed(node, from);
    var switches = node.bean(OperatorSwitches.class);
    var name = node.declared(PublisherNode.STEADY).switchName();

    switches.set(name, State.OFF, "maintenance", "alice");
    try {
      refused(409, "PUBLISHER_PAUSED", post(node, RESENDS, from(from.toString())));
      refused(409, "PUBLISHER_PAUSED", confirm(node, preview));
    } finally {
      switches.set(name, State.ON, "it is over", "alice");
    }
  }

  @Test
  void dead_letters_are_settled_first_because_their_orders_are_passed_over() {
    var from = afterAllEvents(node);
    var refused = node.order();
    node.steady().refuse(refused.id());
    refused.advance(1);
    var letters = node.bean(DeadLetterRegistry.class);
    var processor = PublisherProcessors.nameOf(PublisherNode.STEADY);
    await().until(() -> letters.count(processor) == 1);
    awaitPosition(node);

    refused(409, "PUBLISHER_HAS_DEAD_LETTERS", post(node, RESENDS, from(from.toString())));

    node.steady().refuseNone();
    node.bean(DeadLetterRetry.class).retry(processor, refused.id().toString(), null);
    assertThat(previewed(node, from).path("count").asLong()).isEqualTo(1);
  }

  /** A time between all events so far and all later ones. */
  private static Instant afterAllEvents(PublisherNode node) {
    awaitPosition(node);
    return afterAll(node, node.steady().received());
  }

  /** Later events are a second younger, so that no correction of the clock makes them older. */
  private static Instant afterAll(PublisherNode node, List<CloudEvent> received) {
    var clock = node.bean(Clock.class);
    var from =
        received.stream()
            .map(event -> Objects.requireNonNull(event.getTime()).toInstant())
            .max(Instant::compareTo)
            .orElseGet(clock::instant)
            .plusMillis(1);
    await().until(() -> clock.instant().isAfter(from.plusSeconds(1)));
    return from;
  }

  private static void awaitPosition(PublisherNode node) {
    await().until(() -> node.hasPublishedAll(PublisherNode.STEADY));
  }

  private static JsonNode previewed(PublisherNode node, Instant from) {
    var answer = post(node, RESENDS, from(from.toString()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var preview = body(answer);
    assertThat(answer.headers().firstValue("Location"))
        .contains(RESENDS + "/" + preview.path("id").asString());
    return preview;
  }

  private static JsonNode confirmed(PublisherNode node, JsonNode preview) {
    var answer = confirm(node, preview);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return body(answer);
  }

  private static HttpResponse<String> confirm(PublisherNode node, JsonNode preview) {
    return post(
        node,
        RESENDS + "/" + preview.path("id").asString() + "/confirmation",
        "{\"count\":%d,\"note\":\"the topic was lost\"}".formatted(preview.path("count").asLong()));
  }

  private static void refused(int status, String code, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(body(answer).path("code").asString()).isEqualTo(code);
  }

  private static String from(String time) {
    return "{\"from\":\"" + time + "\"}";
  }

  private static String json(CloudEvent event) {
    return new String(new PublicEventJson().serialize(event), UTF_8);
  }

  /** What came since so many, without one order. */
  private static List<CloudEvent> since(
      RecordingPublisher publisher, int sent, OrderStream without) {
    var all = publisher.received();
    return all.subList(sent, all.size()).stream()
        .filter(event -> !Objects.equals(event.getSubject(), without.id().toString()))
        .toList();
  }

  private static List<String> idsOf(List<CloudEvent> events, OrderStream order) {
    return events.stream()
        .filter(event -> Objects.equals(event.getSubject(), order.id().toString()))
        .map(CloudEvent::getId)
        .toList();
  }

  private static long times(String id, List<CloudEvent> events) {
    return events.stream().filter(event -> event.getId().equals(id)).count();
  }

  private static List<CloudEvent> received(PublisherNode... nodes) {
    var all = new ArrayList<CloudEvent>();
    for (var each : nodes) {
      all.addAll(each.steady().received());
    }
    return all;
  }

  private static JsonNode body(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static HttpResponse<String> get(PublisherNode node, String path) {
    return send(node, "GET", path, null);
  }

  private static HttpResponse<String> post(PublisherNode node, String path, String body) {
    return send(node, "POST", path, body);
  }

  private static HttpResponse<String> send(
      PublisherNode node, String method, String path, @Nullable String body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
