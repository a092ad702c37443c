package io.orderflow.engine.service;

import io.orderflow.engine.EngineModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * One module as a process of its own, with a database of its own, and Axon Server between it and
 * the others.
 */
@Configuration(proxyBeanMethods = false)
@Import(EngineModule.class)
@EnableConfigurationProperties({ServiceDatabaseProperties.class, ServiceProperties.class})
public class ServiceModule {

  @Bean
  static SharedEngineCheck onlyTogether() {
    return new SharedEngineCheck();
  }

  @Bean
  static DatabaseStartupWait patientStart(ObjectProvider<ServiceProperties> settings) {
    return new DatabaseStartupWait(settings);
  }

  @Bean
  ServiceStartupBanner whereToLook(Environment environment, ServiceDatabaseProperties database) {
    return new ServiceStartupBanner(environment, database);
  }
}
