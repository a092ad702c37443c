package io.orderflow.engine.database;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that may take longer than all others, as what reads a whole table does. No event may
 * be stored in one: processors do not wait that long for its number ({@link TransactionTimeouts}).
 */
public final class LongTransactions {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  LongTransactions(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactionManager);
    transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Does something in a transaction of its own, which ends after this time instead of after {@code
   * orderflow.transactions.timeout}. The socket waits as long: if it gave up earlier, the statement
   * would go on in the database without a reader.
   */
  public <T extends @Nullable Object> T within(Duration limit, Supplier<T> work) {
    return transactions.execute(
        _ -> {
          var _ = jdbc.execute(extending(limit));
          return work.get();
        });
  }

  /**
   * The clock of this transaction is running already, and PostgreSQL reads a new limit only where
   * it starts one: so it is stopped first. The pool undoes what is the connection's, and the end of
   * the transaction the rest.
   */
  private static ConnectionCallback<Boolean> extending(Duration limit) {
    return connection -> {
      long heardUntil = limit.plus(TransactionTimeouts.LATER).toMillis();
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(heardUntil));
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            set local transaction_timeout = 0; set local transaction_timeout = %1$d;
            set local statement_timeout = %1$d; set local idle_in_transaction_session_timeout = %1$d"""
                .formatted(limit.toMillis()));
      }
    };
  }
}
