package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.TestDatabase;
import io.orderflow.views.history.RecordedEvent;
import io.orderflow.views.list.OrderHistories;
import io.orderflow.views.list.OrderHistories.History;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Rows that are generated for measurements, beside those of a projection that had the events. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProjectedRowsTest {

  private static final int AT_ONCE = 200;

  @Test
  void generated_rows_are_those_of_the_projection() {
    assertSameRows(new OrderHistories(1_000));
  }

  @Tag("thorough")
  @Test
  void ten_thousand_generated_rows_are_those_of_the_projection() {
    assertSameRows(new OrderHistories(10_000));
  }

  private static void assertSameRows(OrderHistories orders) {
    var generated = migrated();
    var rows = new ProjectedRows(Objects.requireNonNull(generated.getDataSource()));
    try (var node = new QueryNode(TestDatabase.createUrl())) {
      for (int first = 1; first <= orders.count(); first += AT_ONCE) {
        var some = IntStream.range(first, first + AT_ONCE).mapToObj(orders::history).toList();
        record(node, some);
        rows.write(some);
      }
      long events = events(generated);
      await().atMost(QueryNode.PATIENCE).until(() -> events(node.jdbc()) == events);

      for (var table : List.of("order_view", "order_search", "search_word")) {
        assertThat(rows(generated, table)).isNotEmpty().isEqualTo(rows(node.jdbc(), table));
      }
      assertThat(rows(generated, "order_view")).hasSize(orders.count());
    }
  }

  private static void record(QueryNode node, List<History> orders) {
    var messages =
        orders.stream()
            .flatMap(order -> order.events().stream().map(event -> message(order, event)))
            .toList();
    node.bean(TransactionManager.class)
        .executeInTransaction(() -> node.bean(EventStore.class).publish(messages));
  }

  private static GenericDomainEventMessage<Object> message(History order, RecordedEvent event) {
    var id = order.orderId().toString();
    return new GenericDomainEventMessage<>(
        "Order",
        id,
        event.sequence(),
        event.payload(),
        MetaData.emptyInstance(),
        id + ":" + event.sequence(),
        event.at());
  }

  private static long events(JdbcTemplate jdbc) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select coalesce(sum(version + 1), 0) from views.order_view", Long.class));
  }

  /** The version of a row in order_search is that at which it was written, and says no more. */
  private static List<String> rows(JdbcTemplate jdbc, String table) {
    return jdbc.queryForList(
        "select (to_jsonb(r) %s)::text from views.%s r order by 1"
            .formatted(table.equals("order_search") ? "- 'version'" : "", table),
        String.class);
  }

  private static JdbcTemplate migrated() {
    var database = new DriverManagerDataSource(TestDatabase.createUrl());
    var _ =
        Flyway.configure()
            .dataSource(database)
            .schemas("views")
            .locations("classpath:db/migration/views")
            .load()
            .migrate();
    return new JdbcTemplate(database);
  }
}
