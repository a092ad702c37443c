package io.orderflow.engine.database;

import io.orderflow.engine.outage.OutageMonitor;
import io.orderflow.engine.settings.EngineProperties;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** One kind of transaction for everything that is written, and none of them endless. */
@Configuration(proxyBeanMethods = false)
public class TransactionConfiguration {

  /** Primary also where a module brings another, such as that of JPA. */
  @Bean
  @Primary
  JdbcTransactionManager transactionManager(DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }

  /** Declared, because Axon finds none by itself on this Spring Boot and then goes without. */
  @Bean
  TransactionManager axonTransactionManager(JdbcTransactionManager transactionManager) {
    return new SpringTransactionManager(transactionManager);
  }

  /**
   * Axon's statements join Spring's transaction. Not wrapped to keep one connection per unit of
   * work: that would pull a nested, separate transaction back into the outer one.
   */
  @Bean
  ConnectionProvider axonConnections(DataSource dataSource) {
    return new SpringDataSourceConnectionProvider(dataSource);
  }

  @Bean
  static TransactionTimeouts transactionTimeouts(ObjectProvider<EngineProperties> properties) {
    return new TransactionTimeouts(properties);
  }

  @Bean
  static OutageMonitor outageMonitor() {
    return new OutageMonitor();
  }

  /** The name of the bean makes it {@code storage} in the answers of {@code /health}. */
  @Bean("storageHealthIndicator")
  DatabaseDiskSpaceHealthIndicator databaseDiskSpaceHealthIndicator(OutageMonitor outages) {
    return new DatabaseDiskSpaceHealthIndicator(outages);
  }

  @Bean
  LongTransactions longTransactions(
      JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
    return new LongTransactions(jdbc, transactionManager);
  }

  @Bean
  InstantSource machineTime() {
    return InstantSource.system();
  }

  @Bean
  DatabaseClock databaseClock(
      @Qualifier("machineTime") InstantSource machineTime, ObjectProvider<JdbcTemplate> database) {
    return new DatabaseClock(machineTime, database);
  }

  /** Replicas work on each other's rows, so they live by one time. */
  @Bean
  Clock clock(DatabaseClock time) {
    return time.withZone(ZoneOffset.UTC);
  }
}
