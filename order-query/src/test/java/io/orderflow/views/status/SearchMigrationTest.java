package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Rows from before there were lists. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SearchMigrationTest {

  private static final String LATEST = "latest";

  private static final String BEFORE =
      """
      insert into views.TABLE select (state #>> '{placed,orderId}')::uuid, (state ->> 'version')::bigint,
        state ->> 'status', state #>> '{payment,status}', state #>> '{progress,fulfillmentStatus}',
        state #>> '{placed,customerId}', (state #>> '{placed,total,amount}')::numeric,
        state #>> '{placed,total,currency}', state #>> '{placed,reference}',
        (state #>> '{placed,createdAt}')::timestamptz, (state ->> 'updatedAt')::timestamptz, state,
        state #> '{attentions,raised}'
      from unnest(?::jsonb[]) as state""";

  private final OrderRowMapper format = new OrderRowMapper();

  @Test
  void rows_from_before_become_what_a_projection_writes() {
    var states = histories().stream().map(Folded::state).toList();
    var documents = states.stream().map(format::write).toArray(String[]::new);
    var migrated = database("7");
    migrated.execute("create table views.order_view_next (like views.order_view including all)");
    for (String table : List.of("order_view", "order_view_next")) {
      migrated.update(BEFORE.replace("TABLE", table), (Object) documents);
    }
    migrate(migrated, "8");
    var beside = rows(migrated, "order_view_next");
    migrate(migrated, LATEST);

    var written = database(LATEST);
    new OrderRowStore(written, format).save(states);

    for (String table : List.of("order_view", "order_search", "search_word")) {
      assertThat(rows(migrated, table)).isNotEmpty().isEqualTo(rows(written, table));
    }
    assertThat(beside).isEqualTo(rows(written, "order_view"));
  }

  /** A superuser may have created them, wherever that was. */
  @ParameterizedTest
  @ValueSource(strings = {"public", "extensions", "\"Other schema\""})
  void extensions_that_are_there_already_are_used(String schema) {
    var jdbc = new JdbcTemplate(new DriverManagerDataSource(TestDatabase.createUrl()));
    jdbc.execute("create schema if not exists " + schema);
    jdbc.execute("create extension unaccent schema " + schema);
    jdbc.execute("create extension pg_trgm schema " + schema);
    migrate(jdbc, LATEST);
    jdbc.execute("set search_path = pg_catalog");

    new OrderRowStore(jdbc, format).save(List.of(Folded.state(histories().getFirst())));

    assertThat(
            jdbc.queryForList(
                "select beginnings::text from views.search_terms(array['läbtop'], true)",
                String.class))
        .containsExactly("'labtop':* | 'laptop'");
  }

  /** With the right to create schemas, and no other. */
  @Test
  void the_owner_of_a_database_can_migrate_it() {
    var url = TestDatabase.createUrl();
    var admin = new JdbcTemplate(new DriverManagerDataSource(url));
    var name = admin.queryForObject("select current_database()", String.class);
    admin.execute("create role views_owner login");
    try {
      admin.execute("alter database %s owner to views_owner".formatted(name));
      migrate(
          new JdbcTemplate(
              new DriverManagerDataSource(url.replaceAll("user=[^&]*", "user=views_owner"))),
          LATEST);
      assertThat(admin.queryForList("select extname from pg_extension", String.class))
          .contains("unaccent", "pg_trgm");
    } finally {
      admin.execute("drop owned by views_owner cascade");
      admin.execute("alter database %s owner to postgres".formatted(name));
      admin.execute("drop role views_owner");
    }
  }

  private static List<List<OrderEvent>> histories() {
    var refused = new OrderEvents(new OrderId(new UUID(0, 2)));
    return List.of(
        new OrderEvents(new OrderId(new UUID(0, 1))).until(Step.DELIVERY),
        OrderEvents.then(
            refused.until(Step.STOCK),
            refused.cancelling(CancellationReason.CUSTOMER, Step.PAYMENT)),
        new OrderEvents(new OrderId(new UUID(0, 3))).until(Step.PAYMENT));
  }

  private static List<String> rows(JdbcTemplate jdbc, String table) {
    return jdbc.queryForList(
        "select to_jsonb(r)::text from views." + table + " r order by 1", String.class);
  }

  private static JdbcTemplate database(String version) {
    var jdbc = new JdbcTemplate(new DriverManagerDataSource(TestDatabase.createUrl()));
    migrate(jdbc, version);
    return jdbc;
  }

  private static void migrate(JdbcTemplate jdbc, String version) {
    var _ =
        Flyway.configure()
            .dataSource(jdbc.getDataSource())
            .schemas("views")
            .locations("classpath:db/migration/views")
            .target(version)
            .load()
            .migrate();
  }
}
