package io.orderflow.sagastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.sagastore.SagaDefinition.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The statements about the one table, on a real PostgreSQL. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SagaTableTest {

  private static final TableName NAME =
      new TableName("fulfillment.fulfillment", "order_id", "uuid");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final TimeZone zone = TimeZone.getDefault();
  private final String id = UUID.randomUUID().toString();
  private SingleConnectionDataSource database;
  private SagaTable sagas;
  private TaskTable tasks;

  @BeforeEach
  void create_the_table() throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    database = new SingleConnectionDataSource(TestDatabase.createUrl(), "postgres", "", true);
    ModuleSchema.migrating(database, "fulfillment").afterPropertiesSet();
    sagas = new SagaTable(new JdbcTemplate(database), NAME);
    tasks = new TaskTable(new JdbcTemplate(database), NAME);
  }

  @AfterEach
  void restore() {
    database.destroy();
    TimeZone.setDefault(zone);
  }

  /** The connection was made in another zone than that in which the row is written. */
  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Asia/Kathmandu", "Pacific/Auckland"})
  void times_are_the_same_instants_in_every_time_zone(String anotherZone) {
    var lease = Instant.parse("2026-07-01T12:00:00.123456Z");
    var deadline = Instant.parse("2026-11-01T06:30:00Z"); // half past one in New York, once more
    TimeZone.setDefault(TimeZone.getTimeZone(anotherZone));
    sagas.save(List.of(row(id, "stock", lease, deadline)));
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    var stored = sagas.lock(List.of(id)).getFirst();
    assertThat(stored.leaseUntil()).isEqualTo(lease);
    assertThat(stored.deadlineAt()).isEqualTo(deadline);
  }

  @Test
  void lapsed_tasks_are_claimed_for_each_lane_up_to_its_own_limit_those_first_that_lapsed_first() {
    var first = UUID.randomUUID().toString();
    sagas.save(
        List.of(
            row(UUID.randomUUID().toString(), "payment", NOON.minusSeconds(8), NOON),
            row(first, "payment", NOON.minusSeconds(9), NOON),
            row(UUID.randomUUID().toString(), "payment", NOON.minusSeconds(7), NOON),
            row(UUID.randomUUID().toString(), "shipping", NOON.minusSeconds(9), NOON),
            row(UUID.randomUUID().toString(), "stock", NOON.plusSeconds(1), NOON),
            row(id, "stock", NOON, NOON)));
    var limits = Map.of("payment", 1, "shipping", 0, "stock", 5);
    assertThat(tasks.claimLapsed(NOON, NOON.plusSeconds(20), limits))
        .allMatch(row -> NOON.plusSeconds(20).equals(row.leaseUntil()))
        .map(SagaRow::id)
        .containsExactlyInAnyOrder(first, id);
    assertThat(tasks.claimLapsed(NOON, NOON.plusSeconds(20), Map.of("stock", 5))).isEmpty();
  }

  @Test
  void a_lease_is_renewed_only_for_whom_it_is_and_only_at_its_turn() {
    var next = NOON.plusSeconds(20);
    sagas.save(List.of(row(id, "stock", NOON, NOON)));
    assertThat(tasks.renew(new TaskId(id, 1), NOON.minusSeconds(1), next))
        .as("another's lease")
        .isFalse();
    assertThat(tasks.renew(new TaskId(id, 2), NOON, next)).as("another turn").isFalse();
    assertThat(tasks.renew(new TaskId(id, 1), NOON, next)).isTrue();
    assertThat(tasks.renew(new TaskId(id, 1), NOON, next)).as("it has a newer one").isFalse();
    assertThat(tasks.renew(new TaskId(id, 1), next, next.plusSeconds(20))).isTrue();
  }

  /** A batch of events that waited for the row may have set the next deadline. */
  @Test
  void a_deadline_is_postponed_only_at_its_turn() {
    var failed = row(id, "stock", NOON, NOON);
    var until = NOON.plusSeconds(30);
    sagas.save(List.of(failed));
    sagas.postpone(failed, until);
    assertThat(deadline()).isEqualTo(until);
    var next = NOON.plusSeconds(3600);
    sagas.save(List.of(new SagaRow(id, "{}", 2, "a task", "payment", NOON, next)));
    sagas.postpone(failed, until);
    assertThat(deadline()).isEqualTo(next);
  }

  @Test
  void many_tasks_are_checked_by_one_question() {
    var finished = UUID.randomUUID().toString();
    var other = UUID.randomUUID().toString();
    sagas.save(List.of(row(id, "stock", NOON, NOON), row(other, "stock", NOON, NOON)));
    var asked =
        List.of(
            new TaskId(other, 1), new TaskId(id, 1), new TaskId(id, 0), new TaskId(finished, 1));
    assertThat(tasks.atTurn(asked))
        .containsExactlyInAnyOrder(new TaskId(id, 1), new TaskId(other, 1));
  }

  private Instant deadline() {
    return Objects.requireNonNull(sagas.lock(List.of(id)).getFirst().deadlineAt());
  }

  private static SagaRow row(String id, String lane, Instant leaseUntil, Instant deadline) {
    return new SagaRow(id, "{}", 1, "a task", lane, leaseUntil, deadline);
  }
}
