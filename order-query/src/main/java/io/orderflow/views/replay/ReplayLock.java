package io.orderflow.views.replay;

import io.orderflow.engine.database.LongTransactions;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets one node at a time end a replay. Other nodes would compare all rows too. */
@Component
class ReplayLock {

  /** PostgreSQL ends the transaction of a node that was cut off; then another node begins anew. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final JdbcTemplate jdbc;
  private final LongTransactions transactions;
  private final TransactionTemplate apart;

  ReplayLock(
      JdbcTemplate jdbc,
      LongTransactions transactions,
      PlatformTransactionManager transactionManager) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.apart = new TransactionTemplate(transactionManager);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
  }

  /**
   * Runs the work unless another node holds the lock. The work is not part of the transaction that
   * holds it.
   */
  void only(Runnable work) {
    transactions.within(
        LIMIT,
        () -> {
          if (isThisOne()) {
            apart.executeWithoutResult(_ -> work.run());
          }
          return null;
        });
  }

  private boolean isThisOne() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select pg_try_advisory_xact_lock(hashtextextended('views.replay', 0))",
            Boolean.class));
  }
}
