package io.orderflow.engine.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TallyView;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.database.ModuleSchema;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two replicas on one database. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwoNodesTest {

  private static final int EACH = 60;
  private static final int STARTING = 6;

  @Test
  void two_nodes_that_race_for_one_aggregate_lose_and_double_nothing() {
    String url = TestDatabase.createUrl();
    try (var first = start(url);
        var second = start(url)) {
      var racers = List.of(race(first), race(second));
      CompletableFuture.allOf(racers.toArray(CompletableFuture<?>[]::new)).join();

      var jdbc = first.getBean(JdbcTemplate.class);
      assertThat(
              jdbc.queryForList(
                  "select sequence_number from eventstore.domain_event_entry order by 1",
                  Long.class))
          .isEqualTo(LongStream.range(0, 2 * EACH).boxed().toList());
      await()
          .untilAsserted(() -> assertThat(totals(jdbc)).hasSize(2 * EACH).doesNotHaveDuplicates());
    }
  }

  /** Whole nodes do so in ReplicasIT; two of them in one process share how they log. */
  @Test
  void migrations_that_start_at_the_same_moment_on_an_empty_database_wait_for_each_other()
      throws Exception {
    var database = new DriverManagerDataSource(TestDatabase.createUrl());
    try (var threads = Executors.newFixedThreadPool(STARTING)) {
      var starts = new ArrayList<Future<?>>();
      for (int node = 0; node < STARTING; node++) {
        starts.add(
            threads.submit(
                () -> {
                  for (String schema : List.of("eventstore", "tally")) {
                    ModuleSchema.migrating(database, schema).afterPropertiesSet();
                  }
                  return null;
                }));
      }
      for (var start : starts) {
        start.get();
      }
    }
  }

  @Test
  void a_node_that_finds_the_first_tokens_made_meanwhile_starts_with_them() throws Exception {
    String url = TestDatabase.createUrl();
    start(url).close();
    try (var other = DriverManager.getConnection(url);
        var statement = other.createStatement();
        var threads = Executors.newSingleThreadExecutor()) {
      statement.execute("delete from tally.token_entry");
      other.setAutoCommit(false);
      statement.execute(
          "insert into tally.token_entry (processor_name, segment) values ('%1$s', 0), ('%1$s', 1)"
              .formatted(TallyView.NAME));
      var starting = threads.submit(() -> start(url));
      awaitWaiting(url);
      other.commit();

      try (var node = starting.get()) {
        awaitSegments(node, 2);
      }
    }
  }

  private static void awaitWaiting(String url) throws SQLException {
    try (var watcher = DriverManager.getConnection(url);
        var statement = watcher.createStatement()) {
      await()
          .until(
              () -> {
                try (var waiting =
                    statement.executeQuery(
                        "select from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database()")) {
                  return waiting.next();
                }
              });
    }
  }

  /** Another node may have gone on meanwhile, or reset the segment. */
  @Test
  void a_claim_that_was_lost_is_not_taken_back_by_storing_or_extending_it() {
    String url = TestDatabase.createUrl();
    try (var node = start(url)) {
      processorOf(node).shutDown();
      var jdbc = node.getBean(JdbcTemplate.class);
      var tokens = node.getBean(TokenStoreFactory.class).in("tally");
      var token = tokens.fetchToken(TallyView.NAME, 0);
      jdbc.update("update tally.token_entry set owner = null");

      assertThatThrownBy(() -> tokens.storeToken(token, TallyView.NAME, 0))
          .isInstanceOf(UnableToClaimTokenException.class);
      assertThatThrownBy(() -> tokens.extendClaim(TallyView.NAME, 0))
          .isInstanceOf(UnableToClaimTokenException.class);
      assertThat(jdbc.queryForList("select owner from tally.token_entry", String.class))
          .containsOnlyNulls();
    }
  }

  /** What it knew of a segment without dead letters ended with its claim. */
  @Test
  void a_node_that_gets_a_segment_back_stops_where_the_holder_in_between_has_stopped() {
    try (var node = start(TestDatabase.createUrl())) {
      var jdbc = node.getBean(JdbcTemplate.class);
      var commands = node.getBean(CommandGateway.class);
      var view = node.getBean(TallyView.class);
      commands.sendAndWait(new Count("stopped"));
      await().untilAsserted(() -> assertThat(view.rowsOf("stopped")).isEqualTo(1));

      jdbc.update(
          """
          with other as (update tally.token_entry set owner = null returning segment)
          insert into tally.dead_letter select ?, 'stopped', 1, 1, 'Counted', 'planted', 1, now()
          from other where segment = 0""",
          TallyView.NAME);
      commands.sendAndWait(new Count("stopped"));
      commands.sendAndWait(new Count("stopped"));

      await()
          .untilAsserted(
              () ->
                  assertThat(
                          jdbc.queryForList(
                              "select last_sequence from tally.dead_letter", Long.class))
                      .containsExactly(2L));
      assertThat(view.rowsOf("stopped")).isEqualTo(1);
    }
  }

  @Test
  void a_claim_extended_in_time_is_not_taken_by_another_node_of_the_same_process_name() {
    String url = TestDatabase.createUrl();
    try (var node = start(url, "1m");
        var other = start(url, "1m")) {
      processorOf(node).shutDown();
      processorOf(other).shutDown();
      var tokens = node.getBean(TokenStoreFactory.class).in("tally");
      tokens.fetchToken(TallyView.NAME, 0);
      node.getBean(JdbcTemplate.class)
          .update("update tally.token_entry set time_stamp = '2026-01-01T00:00:00.000Z'");
      tokens.extendClaim(TallyView.NAME, 0);

      assertThatThrownBy(
              () ->
                  other.getBean(TokenStoreFactory.class).in("tally").fetchToken(TallyView.NAME, 0))
          .isInstanceOf(UnableToClaimTokenException.class);
    }
  }

  @Test
  void nodes_share_the_segments_and_take_them_back_from_one_that_leaves() {
    String url = TestDatabase.createUrl();
    // Longer than a machine stands still: a node takes over what another has not extended.
    String claimTimeout = "20s";
    try (var first = start(url, claimTimeout)) {
      awaitSegments(first, 2);
      try (var second = start(url, claimTimeout)) {
        awaitSegments(first, 1);
        awaitSegments(second, 1);
        try (var standby = start(url, claimTimeout)) {
          awaitSecondHeartbeats(first, 3); // by then it has asked for segments
          assertThat(processorOf(standby).processingStatus()).isEmpty();
        }
      }
      awaitNodes(first, 1);
      awaitSegments(first, 2);
    }
  }

  @Test
  void a_node_that_has_fallen_silent_loses_its_share() {
    String url = TestDatabase.createUrl();
    try (var node = start(url)) {
      awaitSegments(node, 2);
      var jdbc = node.getBean(JdbcTemplate.class);
      jdbc.update(
          "insert into tally.processor_node values (?, 'silent', 'epoch', now())", TallyView.NAME);
      await() // as long as the other shows signs of life
          .untilAsserted(
              () -> {
                jdbc.update(
                    "update tally.processor_node set seen_at = now() where node = 'silent'");
                assertThat(processorOf(node).processingStatus()).hasSize(1);
              });

      awaitSegments(node, 2);
      assertThat(jdbc.queryForList("select node from tally.processor_node", String.class))
          .contains("silent");
    }
  }

  private static void awaitSegments(ConfigurableApplicationContext node, int segments) {
    await().untilAsserted(() -> assertThat(processorOf(node).processingStatus()).hasSize(segments));
  }

  private static void awaitNodes(ConfigurableApplicationContext node, int nodes) {
    var jdbc = node.getBean(JdbcTemplate.class);
    await()
        .untilAsserted(
            () ->
                assertThat(jdbc.queryForList("select node from tally.processor_node", String.class))
                    .hasSize(nodes));
  }

  private static void awaitSecondHeartbeats(ConfigurableApplicationContext node, int nodes) {
    var jdbc = node.getBean(JdbcTemplate.class);
    var beating = "select node from tally.processor_node where seen_at > joined_at";
    await()
        .untilAsserted(() -> assertThat(jdbc.queryForList(beating, String.class)).hasSize(nodes));
  }

  private static PooledStreamingEventProcessor processorOf(ConfigurableApplicationContext node) {
    return node.getBean(Configuration.class)
        .eventProcessingConfiguration()
        .eventProcessor(TallyView.NAME, PooledStreamingEventProcessor.class)
        .orElseThrow();
  }

  private static List<Integer> totals(JdbcTemplate jdbc) {
    return jdbc.queryForList("select total from tally.seen", Integer.class);
  }

  /** In a thread of its own: on two cores the common pool has one, and there would be no race. */
  private static CompletableFuture<Void> race(ConfigurableApplicationContext node) {
    var commands = node.getBean(CommandGateway.class);
    return CompletableFuture.runAsync(
        () -> {
          for (int i = 0; i < EACH; i++) {
            commands.sendAndWait(new Count("contested"));
          }
        },
        task -> Thread.ofPlatform().start(task));
  }

  private static ConfigurableApplicationContext start(String url) {
    return start(url, "2s");
  }

  private static ConfigurableApplicationContext start(String url, String claimTimeout) {
    return new SpringApplicationBuilder(TallyApplication.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + url,
            "--orderflow.commands.conflict-retries=50",
            "--orderflow.processors.claim-timeout=" + claimTimeout,
            "--spring.autoconfigure.exclude=" + TallyApplication.JPA);
  }
}
