package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotChargedMigrationTest {

  private final DriverManagerDataSource database =
      new DriverManagerDataSource(TestDatabase.createUrl());
  private final JdbcClient jdbc = JdbcClient.create(database);

  @Test
  void rows_from_before_say_what_a_replay_would_say_of_them() {
    migrateTo("3");
    jdbc.sql("create table views.order_view_next (like views.order_view including all)").update();
    for (String table : new String[] {"order_view", "order_view_next"}) {
      store(table, 1, "CANCELLED", "PENDING", "{\"step\": \"STOCK\"}");
      store(table, 2, "CANCELLING", "PENDING", "{\"step\": \"PAYMENT\"}");
      store(table, 3, "CANCELLED", "REFUNDED", "{\"step\": \"STOCK\"}");
      store(table, 4, "CREATED", "PENDING", null);
    }

    migrateTo("4");

    for (String table : new String[] {"order_view", "order_view_next"}) {
      assertThat(
              jdbc.sql("select payment_status from views." + table + " order by order_id")
                  .query(String.class)
                  .list())
          .containsExactly("NOT_CHARGED", "PENDING", "REFUNDED", "PENDING");
    }
  }

  private void migrateTo(String version) {
    var _ =
        Flyway.configure()
            .dataSource(database)
            .schemas("views")
            .locations("classpath:db/migration/views")
            .target(version)
            .load()
            .migrate();
  }

  private void store(
      String table, int id, String status, String payment, @Nullable String cancellation) {
    jdbc.sql(
            """
            insert into views.%s
            values (('00000000-0000-0000-0000-00000000000' || ?)::uuid, 1, ?, ?, 'PENDING', 'c', 1, 'EUR', 'pm', null,
              now(), now(), '[]', '[]', null, ?::jsonb, '[]', '{}')
            """
                .formatted(table))
        .param(id)
        .param(status)
        .param(payment)
        .param(cancellation)
        .update();
  }
}
