package io.orderflow.engine.database;

import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.settings.EngineProperties;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Connections as a module has them, where no transaction may take longer than some seconds. */
final class BoundedPool {

  /** How long a transaction may take. A busy machine must carry out any short one in that time. */
  static final Duration LIMIT = Duration.ofSeconds(3);

  /** Of the client, in milliseconds: five seconds longer than the transaction may take. */
  static final int CLIENT_LIMIT = Math.toIntExact(LIMIT.plusSeconds(5).toMillis());

  private BoundedPool() {}

  static HikariDataSource to(String url, int connections) {
    var settings =
        new MapConfigurationPropertySource(
            Map.of(
                "orderflow.transactions.timeout", LIMIT.toString(),
                "orderflow.transactions.idle-timeout", LIMIT.toString()));
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
