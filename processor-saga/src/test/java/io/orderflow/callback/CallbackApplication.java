package io.orderflow.callback;

import io.orderflow.engine.EngineModule;
import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.web.WebModule;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The callbacks module with recording orders. */
@EnableAutoConfiguration
@Import({EngineModule.class, WebModule.class, CallbackConfiguration.class})
public class CallbackApplication {

  @Bean
  FlywayMigrationInitializer fulfillmentSchema(DataSource dataSource) {
    return ModuleSchema.migrating(dataSource, "fulfillment");
  }

  @Bean
  RecordingOrders orders(CommandBus commands) {
    return new RecordingOrders(commands);
  }
}
