package io.orderflow.engine.database;

import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.settings.EngineProperties;
import java.util.Map;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Connections as a module has them, where no transaction may take longer than a second. */
final class BoundedPool {

  /** Of the client, in milliseconds: five seconds longer than the transaction may take. */
  static final int CLIENT_LIMIT = 6_000;

  private BoundedPool() {}

  static HikariDataSource to(String url, int connections) {
    var settings =
        new MapConfigurationPropertySource(
            Map.of(
                "orderflow.transactions.timeout", "1s",
                "orderflow.transactions.idle-timeout", "1s"));
    var properties = new Binder(settings).bindOrCreate("orderflow", EngineProperties.class);
    var beans = new StaticListableBeanFactory(Map.of("orderflow", properties));
    var pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(connections);
    new TransactionTimeouts(beans.getBeanProvider(EngineProperties.class))
        .postProcessBeforeInitialization(pool, "pool");
    return pool;
  }
}
