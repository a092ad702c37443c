package io.orderflow.sagastore;

import io.orderflow.sagastore.SagaMessenger.Transactions;
import java.time.Clock;
import java.util.function.BiConsumer;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.modelling.saga.AbstractSagaManager;
import org.springframework.jdbc.core.JdbcTemplate;

/** The way in for what workers learn; a saga is told only when the report is delivered. */
final class CollectingMessenger extends SagaMessenger {

  private final Outbox outbox;
  private final BiConsumer<String, Object> saga;

  @SuppressWarnings("NullAway") // the one method in use needs no sagas
  CollectingMessenger(
      SagaDefinition<?, ?> kind, Clock clock, Outbox outbox, BiConsumer<String, Object> saga) {
    super(
        kind,
        new SagaTable(new JdbcTemplate(), kind.table()),
        (AbstractSagaManager<?>) null,
        new Transactions(NoTransactionManager.instance(), clock));
    this.outbox = outbox;
    this.saga = saga;
  }

  @Override
  public void tell(String id, Object signal) {
    outbox.add(new Report.ToSaga(signal.toString(), () -> saga.accept(id, signal)));
  }
}
