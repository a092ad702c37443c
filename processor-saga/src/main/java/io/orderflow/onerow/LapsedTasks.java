package io.orderflow.onerow;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.axonframework.common.transaction.TransactionManager;

/**
 * Tasks whose worker died, had no room, or failed: lent out again, to whichever node asks first.
 */
class LapsedTasks<D extends SagaDocument> {

  private static final int MOST_AT_ONCE = 200;

  private final SagaTable table;
  private final SagaRows<?, D> sagas;
  private final TransactionManager transactions;
  private final Terms terms;

  LapsedTasks(SagaTable table, SagaRows<?, D> sagas, TransactionManager transactions, Terms terms) {
    this.table = table;
    this.sagas = sagas;
    this.transactions = transactions;
    this.terms = terms;
  }

  /** Takes over at most so many, and not more than is sensible in one transaction. */
  List<Assignment<D>> claim(int room) {
    var now = terms.clock().instant();
    var leaseUntil = now.plus(terms.lease());
    var rows =
        transactions.fetchInTransaction(
            () -> table.claimLapsed(now, leaseUntil, Math.min(room, MOST_AT_ONCE)));
    return rows.stream().map(this::assignment).toList();
  }

  private Assignment<D> assignment(Row row) {
    var document = sagas.read(row);
    if (document.pending() == null || row.leaseUntil() == null) {
      throw new IllegalStateException(
          "the row of " + row.id() + " names a task its document lacks");
    }
    return new Assignment<>(row.id(), document, row.leaseUntil());
  }

  /** On what terms tasks are lent. */
  record Terms(Clock clock, Duration lease) {}
}
