package io.orderflow.engine.database;

import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.settings.EngineProperties;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Makes PostgreSQL end every transaction that takes too long. Processors wait only so long for an
 * event number that was drawn but not yet committed; an event committed after that would never be
 * handled, so no transaction may live that long.
 *
 * <p>A PostgreSQL that cannot be reached ends no transaction and sends no answer. Therefore the
 * socket's timeout is a little longer than the longest transaction.
 */
final class TransactionTimeouts implements BeanPostProcessor {

  /** The socket times out later, so that PostgreSQL's own error arrives first. */
  static final Duration LATER = Duration.ofSeconds(5);

  private final ObjectProvider<EngineProperties> properties;

  TransactionTimeouts(ObjectProvider<EngineProperties> properties) {
    this.properties = properties;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool) {
      String configured = pool.getConnectionInitSql();
      var transactions = properties.getObject().transactions();
      String bounds = sql(transactions);
      pool.addDataSourceProperty(
          "socketTimeout", String.valueOf(transactions.timeout().plus(LATER).toSeconds()));
      pool.setConnectionInitSql(configured == null ? bounds : configured + ";" + bounds);
    }
    return bean;
  }

  private static String sql(EngineProperties.Transactions bounds) {
    return "set transaction_timeout=%d;set statement_timeout=%d;set idle_in_transaction_session_timeout=%d"
        .formatted(
            bounds.timeout().toMillis(),
            bounds.timeout().toMillis(),
            bounds.idleTimeout().toMillis());
  }
}
