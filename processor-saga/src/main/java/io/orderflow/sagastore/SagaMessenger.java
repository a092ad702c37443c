package io.orderflow.sagastore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.DeadlineMessage;
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
 * How anything but an event reaches a saga: each time in a transaction of its own, in which the row
 * is locked first, as it is for events. To Axon it comes as a deadline, for which a saga has a
 * handler.
 */
public class SagaMessenger {

  private static final Logger log = LoggerFactory.getLogger(SagaMessenger.class);

  /** How long a deadline rests that could not be handled. */
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);

  private final SagaDefinition<?, ?> kind;
  private final SagaTable table;
  private final AbstractSagaManager<?> sagas;
  private final Transactions transactions;

  SagaMessenger(
      SagaDefinition<?, ?> kind,
      SagaTable table,
      AbstractSagaManager<?> sagas,
      Transactions transactions) {
    this.kind = kind;
    this.table = table;
    this.sagas = sagas;
    this.transactions = transactions;
  }

  String name() {
    return kind.name();
  }

  /** Tells a saga what its worker has learned; nothing happens if it has ended. */
  public void tell(String id, Object signal) {
    inUnitOfWork(
        unitOfWork -> {
          SagaUnitOfWork.lockedBy(unitOfWork, table.lock(List.of(id)));
          send(id, kind.name() + "-report", signal);
        });
  }

  /**
   * Rings the deadline that is most overdue. One that cannot be handled is put off, so that it does
   * not keep the others from ringing.
   *
   * @return whether there was one
   */
  boolean ringOne() {
    var overdue = new AtomicReference<@Nullable SagaRow>();
    try {
      inUnitOfWork(
          unitOfWork ->
              table
                  .lockOverdue(transactions.now())
                  .ifPresent(
                      sagaRow -> {
                        overdue.set(sagaRow);
                        ring(unitOfWork, sagaRow);
                      }));
    } catch (RuntimeException trouble) {
      var sagaRow = overdue.get();
      if (sagaRow == null) {
        throw trouble;
      }
      putOff(sagaRow, trouble);
    }
    return overdue.get() != null;
  }

  private void putOff(SagaRow sagaRow, RuntimeException trouble) {
    log.error(
        "The deadline of {} {} failed; it rings again in {}",
        kind.name(),
        sagaRow.id(),
        AFTER_TROUBLE,
        trouble);
    transactions
        .manager()
        .executeInTransaction(
            () -> table.postpone(sagaRow.id(), transactions.now().plus(AFTER_TROUBLE)));
  }

  private void ring(UnitOfWork<?> unitOfWork, SagaRow sagaRow) {
    SagaUnitOfWork.lockedBy(unitOfWork, List.of(sagaRow));
    table.clearDeadline(sagaRow.id()); // a new state sets the next one
    send(sagaRow.id(), kind.name(), kind.deadlineExpired(sagaRow.turn()));
  }

  private void send(String id, String name, Object signal) {
    DeadlineMessage<?> message =
        GenericDeadlineMessage.asDeadlineMessage(name, signal, transactions.now());
    try {
      sagas.send(message, new SagaScopeDescriptor(kind.sagaType().getSimpleName(), id));
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(
          kind.name() + " " + id + " could not be told " + signal, failed);
    }
  }

  private void inUnitOfWork(Consumer<UnitOfWork<?>> work) {
    var unitOfWork = DefaultUnitOfWork.startAndGet(new GenericMessage<>(kind.name()));
    unitOfWork.attachTransaction(transactions.manager());
    unitOfWork
        .executeWithResult(
            () -> {
              work.accept(unitOfWork);
              return "done";
            })
        .getPayload(); // throws what went wrong
  }

  /** Transactions, and the time in them. */
  record Transactions(TransactionManager manager, Clock clock) {

    Instant now() {
      return clock.instant();
    }
  }
}
