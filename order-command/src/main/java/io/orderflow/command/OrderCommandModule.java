package io.orderflow.command;

import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.processors.EventProcessorDefinition;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The write side: orders, the catalog with its stock, and the endpoints that change them. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ComponentScan(basePackages = {"io.orderflow.ordering", "io.orderflow.catalog"})
public class OrderCommandModule {

  @Bean
  FlywayMigrationInitializer orderingSchema(DataSource dataSource) {
    return ModuleSchema.migrating(dataSource, "ordering");
  }

  /** What is shown as reserved may be a little old. */
  @Bean
  EventProcessorDefinition dispatchedStock() {
    return new EventProcessorDefinition("dispatched-stock", "ordering", 1, 500, false)
        .resting(Duration.ofMillis(250));
  }
}
