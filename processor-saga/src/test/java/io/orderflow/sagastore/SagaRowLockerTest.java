package io.orderflow.sagastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.engine.TestDatabase;
import io.orderflow.sagastore.SagaDefinition.TableName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What two nodes, or a batch and a deadline, may rely on when they mean the same row. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SagaRowLockerTest {

  private static final Instant SOON = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-03-01T11:00:00Z");

  private final String id = UUID.randomUUID().toString();
  private final DriverManagerDataSource database =
      new DriverManagerDataSource(TestDatabase.createUrl());
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final SagaTable table = new SagaTable(jdbc, new TableName("saga", "id", "uuid"));

  @BeforeEach
  void one_row() {
    jdbc.execute(
        "create table saga (id uuid primary key, document jsonb, turn bigint, task text, lane text,"
            + " lease_until timestamptz, deadline_at timestamptz)");
    table.save(List.of(row(1, SOON)));
  }

  private SagaRow row(long turn, Instant deadline) {
    return new SagaRow(id, "{}", turn, null, null, null, deadline);
  }

  /** Otherwise the second would decide on a state that the first is just leaving. */
  @Test
  void a_locked_row_is_locked_exclusively() {
    inTransaction(
        () -> {
          assertThat(table.lock(List.of(id))).hasSize(1);
          assertThatThrownBy(() -> inTransaction(this::lockAtOnce))
              .hasMessageContaining("lock timeout");
          inTransaction(() -> assertThat(table.lockOverdue(LATER)).isEmpty());
        });
    inTransaction(() -> assertThat(table.lockOverdue(LATER)).isPresent());
  }

  private void lockAtOnce() {
    jdbc.execute("set local lock_timeout = '200ms'");
    table.lock(List.of(id));
  }

  @Test
  void the_next_deadline_replaces_the_one_before() {
    table.save(List.of(row(2, LATER)));
    assertThat(table.lock(List.of(id))).containsExactly(row(2, LATER));
  }

  /** Each time on a connection of its own. */
  private void inTransaction(Runnable work) {
    var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    transaction.executeWithoutResult(status -> work.run());
  }
}
