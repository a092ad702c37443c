package io.orderflow.query;

import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.query.reference.ApiReference;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;

/**
 * The read side: projections into the schema {@code views}, and every {@code GET} of orders.
 *
 * <p>Projections write by JDBC, in the primary transaction manager's transactions. One order is
 * read by JDBC, without a transaction; JPA has read-only transactions of a manager of its own, and
 * no entity as long as there are no lists.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan("io.orderflow.views")
@EntityScan("io.orderflow.views")
@EnableJpaRepositories(
    basePackages = "io.orderflow.views",
    transactionManagerRef = OrderQueryModule.READING)
@PropertySource("classpath:order-query.properties")
@Import(ApiReference.class)
public class OrderQueryModule {

  /** The transaction manager of read-only queries. */
  public static final String READING = "viewsTransactionManager";

  @Bean
  FlywayMigrationInitializer viewsSchema(DataSource dataSource) {
    return ModuleSchema.migrating(dataSource, "views");
  }

  /** Orders are spread over four segments; each order stays in one, so its events stay in order. */
  @Bean
  EventProcessor orderViews() {
    return new EventProcessor("order-views", "views", 4, 200, true);
  }

  @Bean(READING)
  JpaTransactionManager viewsTransactionManager(EntityManagerFactory entityManagerFactory) {
    return new JpaTransactionManager(entityManagerFactory);
  }
}
