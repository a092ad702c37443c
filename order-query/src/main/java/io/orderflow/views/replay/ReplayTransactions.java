package io.orderflow.views.replay;

import io.orderflow.views.replay.ReplayStatus.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The steps of a replay, one transaction each over replay, tokens, dead letters and tables: a kill
 * leaves no partial step.
 */
@Component
class ReplayTransactions {

  /** The longest time for which a switch holds up the live processor. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(2);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** Of PostgreSQL. Spring translates it to no exception of its own. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final ReplayStore table;
  private final ShadowTables shadowTables;
  private final ProcessorRows rows;
  private final ViewProcessors processors;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  ReplayTransactions(
      ReplayStore table,
      ShadowTables shadowTables,
      ProcessorRows rows,
      ViewProcessors processors,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactionManager) {
    this.table = table;
    this.shadowTables = shadowTables;
    this.rows = rows;
    this.processors = processors;
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactionManager);
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException if one is running
   * @throws CannotAcquireLockException if batches hold the locks for long; then nothing has changed
   */
  Replay begin(long target) {
    return inTransaction(
        () -> {
          var begun = table.begin(processors.live().name(), target);
          rows.lock(processors.next());
          rows.delete(processors.next());
          shadowTables.create();
          return begun;
        });
  }

  /**
   * Drops what was built; the live processor is not touched.
   *
   * @return false if the replay is not running any more
   * @throws CannotAcquireLockException if batches hold the locks for long; then nothing has changed
   */
  boolean giveUp(Replay replay, State state, @Nullable String reason) {
    return inTransaction(
        () -> {
          if (!table.lockRunning(replay.id())) {
            return false;
          }
          rows.lock(processors.next());
          long position = rows.position(processors.next());
          rows.delete(processors.next());
          shadowTables.drop();
          table.end(replay.id(), state, position, reason);
          return true;
        });
  }

  /**
   * Lets the rebuilt rows be read. First the live processor is held up, then the other one gets as
   * far, so that no reader sees an older row than before. The live processor goes on from its own
   * position: what it handles again changes nothing, and wakes the readers that wait for it.
   *
   * @return false if the replay is not running any more
   * @throws CannotAcquireLockException if that takes too long, or a long read holds a table; then
   *     nothing has changed
   */
  boolean switchOver(Replay replay) {
    return inTransaction(
        () -> {
          if (!table.lockRunning(replay.id())) {
            return false;
          }
          rows.lock(processors.live());
          awaitPosition(rows.newest(processors.live()));
          rows.lock(processors.next());
          long position = rows.position(processors.next());
          shadowTables.swap();
          rows.moveLetters(processors.next(), processors.live());
          rows.continueFrom(processors.next(), processors.live());
          rows.delete(processors.next());
          table.end(replay.id(), State.DONE, position, null);
          return true;
        });
  }

  private void awaitPosition(long wanted) {
    long until = System.nanoTime() + CATCHING_UP.toNanos();
    while (rows.position(processors.next()) < wanted) {
      if (System.nanoTime() - until > 0) {
        throw new CannotAcquireLockException(
            "The rebuilt rows are not as new as those that are read");
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private <T> T inTransaction(Supplier<T> step) {
    try {
      return transactions.execute(
          _ -> {
            jdbc.execute("set local lock_timeout = '2s'");
            return step.get();
          });
    } catch (UncategorizedSQLException failed) {
      if (failed.getCause() instanceof SQLException sql
          && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
        throw new CannotAcquireLockException("A lock was not granted in time", failed);
      }
      throw failed;
    }
  }
}
