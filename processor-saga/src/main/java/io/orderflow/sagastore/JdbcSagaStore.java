package io.orderflow.sagastore;

import static java.util.Objects.requireNonNull;

import io.orderflow.engine.deadletter.IsolatingBatchWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValues;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sagas in the one table, a whole batch with one statement each way. What a saga is
 * associated with is its id.
 *
 * <p>Loading runs no SQL: rows are locked before any saga is loaded, by {@link SagaRowLocker} for a
 * batch of events and by {@link SagaMessenger} for anything else. Otherwise a batch would hold a
 * row and wait for Axon's lock on a saga, while a deadline held that lock and waited for the row,
 * and PostgreSQL could not see it.
 */
class JdbcSagaStore<S extends StoredSaga<D>, D extends SagaDocument> implements SagaStore<S> {

  private static final String FLUSHES = JdbcSagaStore.class.getName();

  private final SagaDefinition<S, D> kind;
  private final SagaTable table;
  private final Leases.Terms terms;
  private Consumer<List<LeasedTask<D>>> workers = assignments -> {};

  JdbcSagaStore(SagaDefinition<S, D> kind, SagaTable table, Leases.Terms terms) {
    this.kind = kind;
    this.table = table;
    this.terms = terms;
  }

  /**
   * Who is handed the pending tasks, after each commit. Whatever they miss is lent out again when
   * its lease has lapsed.
   */
  void handTo(Consumer<List<LeasedTask<D>>> someWorkers) {
    workers = someWorkers;
  }

  @Override
  public Set<String> findSagas(Class<? extends S> sagaType, AssociationValue association) {
    return Set.of(association.getValue());
  }

  @Override
  public <T extends S> @Nullable Entry<T> loadSaga(Class<T> sagaType, String id) {
    var row = SagaUnitOfWork.required(id).find(id);
    return row == null
        ? null
        : new Loaded<>(sagaType.cast(kind.revive(read(row))), id, kind.association());
  }

  @Override
  public void insertSaga(Class<? extends S> type, String id, S saga, Set<AssociationValue> values) {
    inHand(id).change(id, saga);
  }

  @Override
  public void updateSaga(Class<? extends S> type, String id, S saga, AssociationValues values) {
    inHand(id).change(id, saga);
  }

  @Override
  public void deleteSaga(Class<? extends S> type, String id, Set<AssociationValue> values) {
    inHand(id).end(id);
  }

  private D read(SagaRow row) {
    return kind.json().readValue(row.document(), kind.documentType());
  }

  private SagaUnitOfWork inHand(String id) {
    var inHand = SagaUnitOfWork.required(id);
    var root = CurrentUnitOfWork.get().root();
    // In the root's commit phase: it runs once after the batch's last message, and before the
    // transaction's commit.
    // A flush registered while preparing the commit would run after the current message and lose
    // the rest.
    root.getOrComputeResource(
        FLUSHES,
        _ -> {
          root.onCommit(_ -> flush(inHand));
          return true;
        });
    return inHand;
  }

  private void flush(SagaUnitOfWork inHand) {
    Instant leaseUntil = terms.leaseUntil();
    var moved = inHand.moved();
    if (!moved.isEmpty()) {
      var rows =
          moved.entrySet().stream()
              .map(each -> row(each.getKey(), each.getValue(), inHand, leaseUntil))
              .toList();
      IsolatingBatchWriter.write(
          rows, row -> requireNonNull(moved.get(row.id())).orderId(), table::save);
    }
    if (!inHand.ended().isEmpty()) {
      table.delete(inHand.ended());
    }
    var assignments =
        moved.entrySet().stream()
            .filter(each -> each.getValue().pending() != null)
            .map(each -> assignment(each.getKey(), each.getValue(), leaseUntil))
            .toList();
    if (!assignments.isEmpty()) {
      CurrentUnitOfWork.get().root().afterCommit(_ -> workers.accept(assignments));
    }
  }

  private SagaRow row(String id, SagaDocument document, SagaUnitOfWork inHand, Instant leaseUntil) {
    boolean pending = document.pending() != null;
    return new SagaRow(
        id,
        IsolatingBatchWriter.of(document.orderId(), () -> kind.json().writeValueAsString(document)),
        document.turn(),
        document.pending(),
        pending ? laneOf(document) : null,
        pending ? leaseUntil : null,
        inHand.deadlineOf(id));
  }

  private String laneOf(SagaDocument document) {
    return kind.laneOf(kind.documentType().cast(document));
  }

  private LeasedTask<D> assignment(String id, SagaDocument document, Instant leaseUntil) {
    return new LeasedTask<>(id, laneOf(document), kind.documentType().cast(document), leaseUntil);
  }

  private record Loaded<S>(S saga, String id, String association) implements Entry<S> {
    @Override
    public Set<AssociationValue> associationValues() {
      return Set.of(new AssociationValue(association, id));
    }
  }
}
