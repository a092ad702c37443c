package io.orderflow.engine.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.database.GroupCommit;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Appends the events of all commands that wait, in one transaction. An order records its events in
 * six commands; under load most of them share their commit with other orders.
 *
 * <p>The events of a command are durable before its own transaction ends, so a command that records
 * events must write nothing else. The appender has a connection of its own: the commands that wait
 * for it hold those of the pool.
 */
final class EventAppender implements AutoCloseable {

  /** Commands whose events go into one transaction, which stays far below its time limit. */
  private static final int MOST = 100;

  private final HikariDataSource connection;
  private final GroupCommit<List<? extends EventMessage<?>>, Boolean> appends;

  /**
   * @param pool whose settings the connection has
   * @param table where the events go, without a connection
   */
  EventAppender(DataSource pool, JdbcEventStorageEngine.Builder table, GapTracker gaps) {
    this.connection = oneConnectionLike(pool);
    var writer =
        new PostgresEventStorageEngine(
            table
                .connectionProvider(new SpringDataSourceConnectionProvider(connection))
                .transactionManager(
                    new SpringTransactionManager(new JdbcTransactionManager(connection))),
            gaps);
    this.appends =
        new GroupCommit<>(
            MOST,
            commands -> {
              writer.appendEvents(
                  commands.stream().<EventMessage<?>>flatMap(List::stream).toList());
              return Collections.nCopies(commands.size(), true);
            });
  }

  private static HikariDataSource oneConnectionLike(DataSource pool) {
    var settings = new HikariConfig();
    try {
      pool.unwrap(HikariDataSource.class).copyStateTo(settings);
    } catch (SQLException notHikari) {
      throw new IllegalStateException("The DataSource must be a HikariDataSource", notHikari);
    }
    settings.setPoolName("event-appender");
    settings.setMaximumPoolSize(1);
    settings.setMinimumIdle(1);
    settings.setInitializationFailTimeout(-1);
    return new HikariDataSource(settings);
  }

  /** Waits until the events are durable. */
  void append(List<? extends EventMessage<?>> events) {
    var _ = appends.submit(events);
  }

  @Override
  public void close() {
    connection.close();
  }
}
