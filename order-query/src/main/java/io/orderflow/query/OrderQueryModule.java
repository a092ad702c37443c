package io.orderflow.query;

import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.query.reference.ApiReferenceConfiguration;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The read side: projections into the schema {@code views}, every {@code GET} of orders, and the
 * console.
 *
 * <p>Projections write by JDBC, in a transaction for each batch. What is read, one order or a list,
 * is one statement by JDBC, without a transaction.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan({"io.orderflow.views", "io.orderflow.bulk", "io.orderflow.console"})
@Import(ApiReferenceConfiguration.class)
public class OrderQueryModule {

  @Bean
  FlywayMigrationInitializer viewsSchema(DataSource dataSource) {
    return ModuleSchema.migrating(dataSource, "views");
  }

  /**
   * Orders are spread over two segments; each order stays in one, so its events stay in order. Each
   * segment writes batches of its own, so more of them would cost each order more.
   */
  @Bean
  EventProcessorDefinition orderViews() {
    return new EventProcessorDefinition("order-views", "views", 2, 200, true)
        .resting(Duration.ofMillis(250));
  }

  /** Builds the rows of a replay; it has few segments, because each reads all events. */
  @Bean
  EventProcessorDefinition orderViewsNext() {
    return new EventProcessorDefinition("order-views-next", "views", 2, 1_000, false, true);
  }
}
