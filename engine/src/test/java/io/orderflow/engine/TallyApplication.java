package io.orderflow.engine;

import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.serialization.MessageAliases;
import javax.sql.DataSource;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a module looks like to the engine, at its smallest. */
@EnableAutoConfiguration
@Import(EngineModule.class)
public class TallyApplication {

  /** To be excluded where a module without JPA is meant, as most are. */
  public static final String JPA =
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
          + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

  @Bean
  FlywayMigrationInitializer tallySchema(DataSource dataSource) {
    return ModuleSchema.migrating(dataSource, "tally");
  }

  @Bean
  MessageAliases tallyAliases() {
    return Tally.ALIASES;
  }

  @Bean
  EventProcessorDefinition tallyProcessor() {
    return new EventProcessorDefinition(TallyView.NAME, "tally", 2, 50, true);
  }

  @Bean
  TallyView tallyView(JdbcTemplate jdbc) {
    return new TallyView(jdbc);
  }

  @Bean
  ConfigurerModule tallyAggregate() {
    return axon -> axon.configureAggregate(AggregateConfigurer.defaultConfiguration(Tally.class));
  }
}
