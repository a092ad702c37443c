package io.orderflow.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import io.orderflow.api.catalog.StockCommand.Line;
import io.orderflow.api.catalog.StockCommand.ReleaseStock;
import io.orderflow.api.catalog.StockCommand.ReserveStock;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.catalog.Catalog.Description;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.database.BreakingConnections;
import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.database.WaitingCallers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** A catalog of its own for one test class; every command runs in a transaction of its own. */
final class CatalogOnPostgres implements AutoCloseable {

  private final HikariDataSource dataSource;
  private final TransactionTemplate transaction;
  private final StockCommandHandler handler;
  final StockRepository ledger;
  private final JdbcClient jdbc;
  final Catalog catalog;
  final BreakingConnections connections;

  /** Who reserves while one is held waits with the others. */
  final WaitingCallers callers = new WaitingCallers();

  /** In which something was to be reserved. */
  final AtomicInteger transactions = new AtomicInteger();

  CatalogOnPostgres(int connections) {
    this(connections, TestDatabase.createUrl());
  }

  /** One of several nodes. */
  CatalogOnPostgres(int most, String database) {
    connections = new BreakingConnections(database);
    var pool = new HikariConfig();
    pool.setDataSource(connections);
    pool.setMaximumPoolSize(most);
    pool.setConnectionTimeout(30_000);
    dataSource = new HikariDataSource(pool);
    migrate();
    jdbc = JdbcClient.create(dataSource);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    ledger = new StockRepository(jdbc);
    handler = new StockCommandHandler(ledger, this::counted);
    catalog = new Catalog(jdbc);
  }

  private <T> T counted(TransactionCallback<T> reservations) {
    transactions.incrementAndGet();
    callers.passOrWait();
    return transaction.execute(reservations);
  }

  private void migrate() {
    try {
      ModuleSchema.migrating(dataSource, "ordering").afterPropertiesSet();
    } catch (Exception failed) {
      throw new IllegalStateException("cannot create the schema of the catalogue", failed);
    }
  }

  void offer(String sku, long stock) {
    var described = new Description("A " + sku, null, Money.of("10.00", "EUR"));
    catalog.put(new Sku(sku), described, stock, true);
  }

  void offerWithoutStock(String sku) {
    var described = new Description("A " + sku, null, Money.of("10.00", "EUR"));
    catalog.put(new Sku(sku), described, null, true);
  }

  StockOutcome reserve(OrderId order, Line... lines) {
    return handler.reserve(new ReserveStock(order, List.of(lines)));
  }

  StockOutcome release(OrderId order) {
    return inTransaction(() -> handler.release(new ReleaseStock(order)));
  }

  <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  static Line line(String sku, int pieces) {
    return new Line(new Sku(sku), new Quantity(pieces));
  }

  long stock(String sku) {
    return catalog.find(new Sku(sku)).orElseThrow().product().stock();
  }

  void delete(String sku) {
    catalog.delete(new Sku(sku), Instant.EPOCH);
  }

  StoredResponses answers() {
    return new StoredResponses(jdbc);
  }

  long reserved(String sku) {
    return jdbc.sql(
            "select coalesce(sum(quantity), 0) from ordering.stock_reservation where sku = ?")
        .param(sku)
        .query(Long.class)
        .single();
  }

  int decisions() {
    return jdbc.sql("select count(*) from ordering.stock_decision").query(Integer.class).single();
  }

  int waitingForLocks() {
    return jdbc.sql(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query(Integer.class)
        .single();
  }

  @Override
  public void close() {
    callers.close();
    dataSource.close();
  }
}
