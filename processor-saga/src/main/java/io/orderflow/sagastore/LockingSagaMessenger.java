package io.orderflow.sagastore;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.GenericDeadlineMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.saga.AbstractSagaManager;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers deadlines and workers' reports to sagas. Each goes in a transaction of its own that
 * locks the row first, as a batch of events does. Axon sees both as deadlines, which sagas can
 * handle.
 */
class LockingSagaMessenger implements SagaMessenger {

  private static final Logger log = LoggerFactory.getLogger(LockingSagaMessenger.class);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  private final SagaDefinition<?, ?> definition;
  private final SagaTable table;
  private final AbstractSagaManager<?> sagas;
  private final TransactionManager transactions;
  private final Clock clock;

  LockingSagaMessenger(
      SagaDefinition<?, ?> definition,
      SagaTable table,
      AbstractSagaManager<?> sagas,
      SagaInfrastructure infrastructure) {
    this.definition = definition;
    this.table = table;
    this.sagas = sagas;
    this.transactions = infrastructure.transactions();
    this.clock = infrastructure.clock();
  }

  String name() {
    return definition.name();
  }

  @Override
  public void deliver(String id, Object report) {
    inUnitOfWork(
        unitOfWork -> {
          SagaUnitOfWork.begin(unitOfWork, table.lock(List.of(id)));
          send(id, definition.name() + "-report", report);
        });
  }

  /**
   * Fires the deadline that has been due for longest. One that fails is postponed, so that it does
   * not block the others.
   *
   * @return whether one was due
   */
  boolean fireNextDueDeadline() {
    var due = new AtomicReference<@Nullable SagaRow>();
    try {
      inUnitOfWork(
          unitOfWork ->
              table
                  .lockOverdue(clock.instant())
                  .ifPresent(
                      row -> {
                        due.set(row);
                        fire(unitOfWork, row);
                      }));
    } catch (RuntimeException failed) {
      var row = due.get();
      if (row == null) {
        throw failed;
      }
      postpone(row, failed);
    }
    return due.get() != null;
  }

  private void fire(UnitOfWork<?> unitOfWork, SagaRow row) {
    SagaUnitOfWork.begin(unitOfWork, List.of(row));
    table.clearDeadline(row.id()); // the new turn sets the next one
    send(row.id(), definition.name(), new SagaDeadline(row.turn()));
  }

  private void postpone(SagaRow row, RuntimeException failed) {
    log.error(
        "The deadline of {} {} failed; it is retried in {}",
        definition.name(),
        row.id(),
        PAUSE_AFTER_FAILURE,
        failed);
    transactions.executeInTransaction(
        () -> table.postpone(row, clock.instant().plus(PAUSE_AFTER_FAILURE)));
  }

  private void send(String id, String name, Object payload) {
    var message = GenericDeadlineMessage.asDeadlineMessage(name, payload, clock.instant());
    try {
      sagas.send(message, new SagaScopeDescriptor(definition.sagaType().getSimpleName(), id));
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(
          payload + " could not be delivered to " + definition.name() + " " + id, failed);
    }
  }

  private void inUnitOfWork(Consumer<UnitOfWork<?>> work) {
    var unitOfWork = DefaultUnitOfWork.startAndGet(new GenericMessage<>(definition.name()));
    unitOfWork.attachTransaction(transactions);
    unitOfWork
        .executeWithResult(
            () -> {
              work.accept(unitOfWork);
              return "done";
            })
        .getPayload(); // throws the failure, if any
  }
}
