package io.orderflow.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TallyView;
import io.orderflow.engine.TestDatabase;
import io.orderflow.web.WebModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every node shows of the event processors, its own segments and those of others. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProcessorsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TALLY = UUID.randomUUID().toString();

  private final String url = TestDatabase.createUrl();
  private ConfigurableApplicationContext node = start(url);

  @BeforeEach
  void begun() {
    count();
    await()
        .untilAsserted(
            () -> assertThat(segments(node)).hasSize(2).allMatch(ProcessorsTest::runsAtTheFirst));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_segment_shows_its_owner_and_position() {
    // An answer is without head and lag if the event store does not tell them soon enough.
    await()
        .untilAsserted(
            () -> {
              assertThat(segments(node))
                  .allSatisfy(
                      segment -> {
                        assertThat(segment.path("here").asBoolean()).isTrue();
                        assertThat(segment.path("position").asLong()).isEqualTo(1);
                        assertThat(segment.path("lag").asLong(-1)).isZero();
                      });
              assertThat(list(node).path("head").asLong()).isEqualTo(1);
            });
    assertThat(processor(node).path("replayable").asBoolean()).isTrue();
    assertThat(processor(node).path("deadLetters").asLong(-1)).isZero();
  }

  @Test
  void a_failing_segment_shows_its_lag_and_error() {
    var view = node.getBean(TallyView.class);
    view.afterEach(
        _ -> {
          throw new QueryTimeoutException("planted");
        });
    count();
    var failing = await().until(() -> failing(segments(node)), segments -> !segments.isEmpty());
    assertThat(failing).hasSize(1);
    assertThat(failing.getFirst().path("error").asString()).contains("planted");
    assertThat(failing.getFirst().path("lag").asLong()).isEqualTo(1);

    view.afterEach(_ -> {});
    await().untilAsserted(() -> assertThat(states(node)).containsExactly("RUNNING", "RUNNING"));
  }

  @Test
  void segments_of_another_node_are_shown_as_its_own() {
    try (var other = start(url)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(segments(other))
                      .allSatisfy(
                          segment -> {
                            assertThat(segment.path("owner").asString()).isNotBlank();
                            assertThat(segment.path("state").asString()).isEqualTo("RUNNING");
                          })
                      .extracting(segment -> segment.path("here").asBoolean())
                      .containsExactlyInAnyOrder(true, false));
    }
    await().untilAsserted(() -> assertThat(states(node)).containsExactly("RUNNING", "RUNNING"));
  }

  @Test
  void a_segment_without_an_owner_is_unclaimed() {
    tallyView().shutDown();

    await().untilAsserted(() -> assertThat(states(node)).containsExactly("UNCLAIMED", "UNCLAIMED"));
  }

  @Test
  void a_paused_processor_handles_nothing_on_any_node_until_it_goes_on() {
    try (var other = start(url)) {
      var off =
          send(
              node,
              "PUT",
              "switches/processor-" + TallyView.NAME,
              "{\"state\":\"OFF\",\"reason\":\"looking into it\"}");
      assertThat(off.path("state").asString()).isEqualTo("OFF");
      await().untilAsserted(() -> assertThat(states(other)).containsExactly("PAUSED", "PAUSED"));

      count();
      await()
          .untilAsserted(
              () ->
                  assertThat(segments(other))
                      .anyMatch(segment -> segment.path("lag").asLong() == 1));
      var shown = send(other, "GET", "processors/" + TallyView.NAME, null);
      assertThat(shown.path("paused").path("reason").asString()).isEqualTo("looking into it");
      assertThat(shown.path("paused").path("since").asString()).isNotBlank();
      assertThat(segments(other)).noneMatch(segment -> segment.path("position").asLong() == 2);

      send(
          other,
          "PUT",
          "switches/processor-" + TallyView.NAME,
          "{\"state\":\"ON\",\"reason\":\"found it\"}");
      await()
          .untilAsserted(
              () ->
                  assertThat(segments(node))
                      .allMatch(segment -> segment.path("position").asLong() == 2));
      await().until(() -> !processor(node).has("paused"));
    }
  }

  @Test
  void switches_are_listed_with_what_they_do() {
    var listed = send(node, "GET", "switches", null).path("items");
    assertThat(listed.findValuesAsString("name")).containsExactly("processor-" + TallyView.NAME);
    assertThat(listed.path(0).path("state").asString()).isEqualTo("ON");
    assertThat(listed.path(0).path("whileOff").asString()).contains(TallyView.NAME);
    assertThat(listed.path(0).has("since")).isFalse();
  }

  @Test
  void a_switch_needs_a_state_and_a_reason() {
    var refused =
        send(
            node,
            "PUT",
            "switches/processor-" + TallyView.NAME,
            "{\"state\":\"off\",\"reason\":\" \"}");
    assertThat(refused.path("status").asInt()).isEqualTo(422);
    assertThat(refused.path("errors").findValuesAsString("pointer"))
        .containsExactlyInAnyOrder("/state", "/reason");
    assertThat(
            send(node, "PUT", "switches/processor-" + TallyView.NAME, "{}")
                .path("errors")
                .findValuesAsString("pointer"))
        .containsExactlyInAnyOrder("/state", "/reason");
    assertThat(
            send(node, "PUT", "switches/flying", "{\"state\":\"OFF\",\"reason\":\"x\"}")
                .path("code")
                .asString())
        .isEqualTo("SWITCH_NOT_FOUND");
    assertThat(send(node, "GET", "switches/flying", null).path("code").asString())
        .isEqualTo("SWITCH_NOT_FOUND");
    assertThat(send(node, "GET", "processors/nothing", null).path("code").asString())
        .isEqualTo("PROCESSOR_NOT_FOUND");
  }

  private static JsonNode send(
      ConfigurableApplicationContext node, String method, String path, @Nullable String body) {
    var port = Objects.requireNonNull(node.getEnvironment().getProperty("local.server.port"));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%s/api/v1/admin/%s".formatted(port, path)))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    try (var http = HttpClient.newHttpClient()) {
      return JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void an_expired_claim_has_no_owner() {
    tallyView().shutDown();
    var jdbc = node.getBean(JdbcTemplate.class);
    jdbc.update("update tally.token_entry set owner = 'dead', time_stamp = '2020-01-01T00:00:00Z'");

    assertThat(states(node)).containsExactly("UNCLAIMED", "UNCLAIMED");
  }

  /** Axon itself goes on calling it replaying. */
  @Test
  void a_replay_of_an_idle_store_is_over_when_its_old_position_is_reached() {
    var processor = tallyView();
    processor.shutDown();
    processor.resetTokens();
    assertThat(states(node)).contains("REPLAYING");
    processor.start();

    await()
        .untilAsserted(
            () -> assertThat(segments(node)).hasSize(2).allMatch(ProcessorsTest::runsAtTheFirst));
  }

  private static boolean runsAtTheFirst(JsonNode segment) {
    return segment.path("state").asString().equals("RUNNING")
        && segment.path("position").asLong() == 1;
  }

  /** An answer is without the lag if the event store does not tell its head soon enough. */
  private static List<JsonNode> failing(List<JsonNode> segments) {
    return segments.stream()
        .filter(segment -> segment.path("state").asString().equals("FAILING"))
        .filter(segment -> segment.hasNonNull("lag"))
        .toList();
  }

  private void count() {
    node.getBean(CommandGateway.class).sendAndWait(new Count(TALLY));
  }

  private PooledStreamingEventProcessor tallyView() {
    return node.getBean(Configuration.class)
        .eventProcessingConfiguration()
        .eventProcessor(TallyView.NAME, PooledStreamingEventProcessor.class)
        .orElseThrow();
  }

  private static List<String> states(ConfigurableApplicationContext node) {
    return segments(node).stream().map(segment -> segment.path("state").asString()).toList();
  }

  private static List<JsonNode> segments(ConfigurableApplicationContext node) {
    return StreamSupport.stream(processor(node).path("segments").spliterator(), false).toList();
  }

  private static JsonNode processor(ConfigurableApplicationContext node) {
    var items = list(node).path("items");
    assertThat(items).hasSize(1);
    assertThat(items.path(0).path("name").asString()).isEqualTo(TallyView.NAME);
    return items.path(0);
  }

  private static JsonNode list(ConfigurableApplicationContext node) {
    var port = Objects.requireNonNull(node.getEnvironment().getProperty("local.server.port"));
    var request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%s/api/v1/admin/processors".formatted(port)));
    try (var http = HttpClient.newHttpClient()) {
      return JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private static ConfigurableApplicationContext start(String url) {
    return new SpringApplicationBuilder(TallyApplication.class, WebModule.class)
        .run(
            "--server.port=0",
            "--spring.datasource.url=" + url,
            "--orderflow.processors.claim-timeout=2s",
            "--spring.autoconfigure.exclude=" + TallyApplication.JPA);
  }
}
