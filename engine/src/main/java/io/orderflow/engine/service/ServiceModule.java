package io.orderflow.engine.service;

import io.orderflow.engine.EngineModule;
import io.orderflow.engine.settings.EngineProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * One module as a separate service, with its own database, connected to the others by Axon Server.
 */
@Configuration(proxyBeanMethods = false)
@Import(EngineModule.class)
@EnableConfigurationProperties({ServiceDatabaseProperties.class, ServiceProperties.class})
public class ServiceModule {

  /**
   * Refuses to start a service with an event store of its own: the others would never see its
   * events.
   */
  @Bean
  static BeanFactoryPostProcessor sharedEngineCheck(Environment environment) {
    String engine = environment.getProperty("orderflow.engine", EngineProperties.POSTGRES);
    return _ -> {
      if (engine.equals(EngineProperties.POSTGRES)) {
        throw new FailureAnalyzedException(
            "Separate services need Axon Server: leave orderflow.engine (ORDERFLOW_ENGINE) out or set it"
                + " to axon-server. With postgres, run standalone.",
            null);
      }
    };
  }

  @Bean
  static DatabaseStartupWait databaseStartupWait(ObjectProvider<ServiceProperties> settings) {
    return new DatabaseStartupWait(settings);
  }

  @Bean
  ServiceStartupBanner startupBanner(Environment environment, ServiceDatabaseProperties database) {
    return new ServiceStartupBanner(environment, database);
  }
}
