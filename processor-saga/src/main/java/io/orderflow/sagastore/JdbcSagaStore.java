package io.orderflow.sagastore;

import static java.util.Objects.requireNonNull;

import io.orderflow.engine.deadletter.IsolatingBatchWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValues;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.jspecify.annotations.Nullable;

/**
 * Stores each saga in one row, and a whole batch with one statement. A saga is associated with its
 * id alone.
 *
 * <p>Loading runs no SQL. {@link SagaRowLocker} locks the rows of a batch of events before any saga
 * is loaded, and {@link LockingSagaMessenger} those of everything else. Otherwise a batch would
 * hold a row and wait for Axon's lock on a saga while a deadline held that lock and waited for the
 * row: a deadlock that PostgreSQL cannot see.
 */
class JdbcSagaStore<S extends StoredSaga<D>, D extends SagaDocument> implements SagaStore<S> {

  private static final String FLUSH = JdbcSagaStore.class.getName();

  private final SagaDefinition<S, D> definition;
  private final SagaTable table;
  private final Leases.Terms terms;
  private final Predicate<String> paused;
  private Consumer<List<LeasedTask<D>>> workers = _ -> {};

  /**
   * @param paused whether a lane is paused now
   */
  JdbcSagaStore(
      SagaDefinition<S, D> definition,
      SagaTable table,
      Leases.Terms terms,
      Predicate<String> paused) {
    this.definition = definition;
    this.table = table;
    this.terms = terms;
    this.paused = paused;
  }

  /**
   * @param someWorkers are handed the new tasks after each commit; a task they miss is leased again
   *     when its lease has lapsed
   */
  void handTasksTo(Consumer<List<LeasedTask<D>>> someWorkers) {
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
        : new Loaded<>(sagaType.cast(definition.restore(read(row))), id, definition.association());
  }

  @Override
  public void insertSaga(Class<? extends S> type, String id, S saga, Set<AssociationValue> values) {
    unitOfWork(id).save(id, saga);
  }

  @Override
  public void updateSaga(Class<? extends S> type, String id, S saga, AssociationValues values) {
    unitOfWork(id).save(id, saga);
  }

  @Override
  public void deleteSaga(Class<? extends S> type, String id, Set<AssociationValue> values) {
    unitOfWork(id).end(id);
  }

  private D read(SagaRow row) {
    return definition.json().readValue(row.document(), definition.documentType());
  }

  private SagaUnitOfWork unitOfWork(String id) {
    var sagas = SagaUnitOfWork.required(id);
    var root = CurrentUnitOfWork.get().root();
    // In the root's commit phase, which comes once, after the last message of the batch. A flush
    // registered while preparing the commit runs after the current message and loses the rest.
    root.getOrComputeResource(
        FLUSH,
        _ -> {
          root.onCommit(_ -> flush(sagas));
          return true;
        });
    return sagas;
  }

  private void flush(SagaUnitOfWork sagas) {
    var changes =
        sagas.touched().entrySet().stream()
            .map(each -> change(each.getKey(), each.getValue(), sagas))
            .flatMap(Optional::stream)
            .toList();
    if (!changes.isEmpty()) {
      IsolatingBatchWriter.write(
          changes,
          change -> change.document().orderId(),
          batch -> table.save(batch.stream().map(Change::row).toList()));
    }
    if (!sagas.ended().isEmpty()) {
      table.delete(sagas.ended());
    }
    var tasks =
        changes.stream()
            .filter(Change::hasNewTask)
            .map(change -> change.task(terms.lease()))
            .toList();
    if (!tasks.isEmpty()) {
      CurrentUnitOfWork.get().root().afterCommit(_ -> workers.accept(tasks));
    }
  }

  /** A new turn brings a new task and a new deadline; within a turn, lease and deadline stay. */
  private Optional<Change<D>> change(String id, StoredSaga<?> saga, SagaUnitOfWork sagas) {
    var document = definition.documentType().cast(saga.document());
    var before = sagas.find(id);
    if (before == null || before.turn() != document.turn()) {
      var row = newTurn(id, document, json(document), sagas.deadlineOf(id));
      return Optional.of(new Change<>(document, row, true));
    }
    return read(before).equals(document)
        ? Optional.empty()
        : Optional.of(new Change<>(document, before.with(json(document)), false));
  }

  private String json(D document) {
    return IsolatingBatchWriter.of(
        document.orderId(), () -> definition.json().writeValueAsString(document));
  }

  private SagaRow newTurn(String id, D document, String json, @Nullable Instant deadline) {
    var task = document.pending();
    if (task == null) {
      return new SagaRow(id, json, document.turn(), null, null, null, deadline);
    }
    var lane = definition.laneOf(document);
    return new SagaRow(id, json, document.turn(), task, lane, leaseUntil(lane), deadline);
  }

  /** A task of a paused lane is leased to no worker, so that any may have it afterwards. */
  private Instant leaseUntil(String lane) {
    return paused.test(lane) ? terms.unleased() : terms.leaseUntil();
  }

  private record Change<D extends SagaDocument>(D document, SagaRow row, boolean isNewTurn) {

    boolean hasNewTask() {
      return isNewTurn && row.task() != null;
    }

    LeasedTask<D> task(Duration lease) {
      var leaseUntil = requireNonNull(row.leaseUntil());
      return new LeasedTask<>(
          row.id(), requireNonNull(row.lane()), document, leaseUntil, leaseUntil.minus(lease));
    }
  }

  private record Loaded<S>(S saga, String id, String association) implements Entry<S> {
    @Override
    public Set<AssociationValue> associationValues() {
      return Set.of(new AssociationValue(association, id));
    }
  }
}
