package io.orderflow.engine.service;

import io.orderflow.engine.EngineModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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

  @Bean
  static SharedEngineCheck sharedEngineCheck() {
    return new SharedEngineCheck();
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
