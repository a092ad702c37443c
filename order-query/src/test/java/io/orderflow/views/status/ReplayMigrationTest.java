package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An upgrade from a version whose replays sent the live projection back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplayMigrationTest {

  private final DriverManagerDataSource database =
      new DriverManagerDataSource(TestDatabase.createUrl());
  private final JdbcClient jdbc = JdbcClient.create(database);

  @BeforeEach
  void before() {
    migrateTo("8");
    run(
        """
        insert into views.token_entry (processor_name, segment, token, token_type, owner)
        select 'order-views', segment, 'sent back', 'Replay', 'node' from generate_series(0, 1) as segment""");
    run(letter("dead_letter", "new"));
  }

  @Test
  void a_replay_that_runs_ends_and_the_projection_goes_on_from_where_it_was() {
    run(
        """
        insert into views.replay
          (processor_name, state, target, target_since, started_at, resume_token, resume_token_type)
        values ('order-views', 'RUNNING', 7, now(), now(), '{"index":4}', 'Position')""");
    run("insert into views.rebuilding select replay_id from views.replay");
    run("create table views.order_view_next (like views.order_view including all)");
    run(letter("dead_letter_before_replay", "old"));

    migrateTo("9");

    assertThat(
            text(
                "select distinct convert_from(token, 'UTF8') || token_type from views.token_entry"))
        .isEqualTo("{\"index\":4}Position");
    assertThat(text("select count(owner)::text from views.token_entry")).isEqualTo("0");
    assertThat(text("select string_agg(aggregate_id, ',') from views.dead_letter"))
        .isEqualTo("old");
    assertThat(text("select state || ': ' || reason from views.replay"))
        .startsWith("FAILED: orderflow was upgraded");
    assertThat(text("select (to_regclass('views.order_view_next') is null)::text"))
        .isEqualTo("true");
  }

  @Test
  void where_none_runs_the_projection_is_left_alone() {
    migrateTo("9");

    assertThat(text("select distinct convert_from(token, 'UTF8') from views.token_entry"))
        .isEqualTo("sent back");
    assertThat(text("select string_agg(aggregate_id, ',') from views.dead_letter"))
        .isEqualTo("new");
  }

  private static String letter(String table, String id) {
    return "insert into views.%s values ('order-views', '%s', 0, 0, 'e', 'r', 1, now())"
        .formatted(table, id);
  }

  private String text(String sql) {
    return jdbc.sql(sql).query(String.class).single();
  }

  private void run(String sql) {
    jdbc.sql(sql).update();
  }

  private void migrateTo(String version) {
    Flyway.configure()
        .dataSource(database)
        .schemas("views")
        .locations("classpath:db/migration/views")
        .target(version)
        .load()
        .migrate();
  }
}
