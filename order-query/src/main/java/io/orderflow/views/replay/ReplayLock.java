package io.orderflow.views.replay;

import io.orderflow.engine.database.LongTransactions;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets one node at a time see to the end of a replay. Others would read all rows as well, and keep
 * the tables from being changed as long as they read.
 */
@Component
class ReplayLock {

  /** Whoever was cut off in the middle has it no longer; what it does takes less. */
  private static final Duration LIMIT = ShadowTable.COMPARISON.plusMinutes(2);

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
   * Does something while no other node does such a thing, or nothing. It is not part of the
   * transaction that stands for it, which holds no other lock that it could meet.
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
