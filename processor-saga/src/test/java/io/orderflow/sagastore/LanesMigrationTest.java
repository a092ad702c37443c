package io.orderflow.sagastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Rows from before there were lanes go on where they are. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LanesMigrationTest {

  private final DriverManagerDataSource database =
      new DriverManagerDataSource(TestDatabase.createUrl(), "postgres", "");
  private final JdbcTemplate jdbc = new JdbcTemplate(database);

  @Test
  void each_pending_task_is_given_the_lane_it_would_have_today() {
    flyway().target("3").load().migrate();
    insertFulfillment("{\"is\": \"request\", \"step\": \"STOCK\"}");
    insertFulfillment("{\"is\": \"request\", \"step\": \"DELIVERY\"}");
    insertFulfillment("{\"is\": \"compensate\", \"step\": \"PAYMENT\"}");
    insertFulfillment("{\"is\": \"abandon\", \"step\": \"PAYMENT\"}");
    insertFulfillment("{\"is\": \"raise-attention\", \"step\": \"SHIPPING\"}");
    insertFulfillment("{\"is\": \"complete-cancellation\"}");
    jdbc.update(
        "insert into fulfillment.fulfillment values (gen_random_uuid(), '{}', 1, null, null, now())");
    insertRefund("{\"is\": \"ask\"}");
    insertRefund("{\"is\": \"raise-attention\"}");
    flyway().load().migrate();
    assertThat(lanesOf("fulfillment.fulfillment"))
        .isEqualTo(
            "request STOCK: stock, request DELIVERY: shipping, compensate PAYMENT: payment,"
                + " abandon PAYMENT: command, raise-attention SHIPPING: command,"
                + " complete-cancellation: command, : none");
    assertThat(lanesOf("fulfillment.unexpected_payment"))
        .isEqualTo("ask: payment, raise-attention: command");
  }

  private String lanesOf(String table) {
    return String.valueOf(
        jdbc.queryForObject(
            "select string_agg(concat_ws(' ', document->'task'->>'is', document->'task'->>'step')"
                + " || ': ' || coalesce(lane, 'none'), ', ' order by deadline_at) from "
                + table,
            String.class));
  }

  private void insertFulfillment(String task) {
    jdbc.update(
        "insert into fulfillment.fulfillment values (gen_random_uuid(),"
            + " jsonb_build_object('task', ?::jsonb), 1, 'some task', now(), clock_timestamp())",
        task);
  }

  private void insertRefund(String task) {
    jdbc.update(
        "insert into fulfillment.unexpected_payment values (gen_random_uuid(),"
            + " jsonb_build_object('task', ?::jsonb), 1, 'some task', now(), clock_timestamp())",
        task);
  }

  private FluentConfiguration flyway() {
    return Flyway.configure()
        .dataSource(database)
        .schemas("fulfillment")
        .defaultSchema("fulfillment")
        .createSchemas(true)
        .locations("classpath:db/migration/fulfillment");
  }
}
