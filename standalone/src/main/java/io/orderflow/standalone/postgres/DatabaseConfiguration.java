package io.orderflow.standalone.postgres;

import io.orderflow.engine.service.ServiceDatabaseProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Uses the external database if its URL is set, else the embedded one. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Configuration(proxyBeanMethods = false)
  @Conditional(Named.class)
  @EnableConfigurationProperties(ServiceDatabaseProperties.class)
  static class External {}

  @Configuration(proxyBeanMethods = false)
  @Conditional(NotNamed.class)
  @EnableConfigurationProperties({DataFolderProperties.class, PostgresProperties.class})
  static class Embedded {

    @Bean(destroyMethod = "close")
    DataFolder dataFolder(DataFolderProperties settings) {
      return DataFolder.open(settings.dataFolder());
    }

    /** Stopped last: Spring first closes all beans that depend on the connection details. */
    @Bean(destroyMethod = "close")
    EmbeddedDatabase embeddedDatabase(DataFolder folder, PostgresProperties settings) {
      return EmbeddedDatabase.start(folder, settings);
    }

    @Bean
    JdbcConnectionDetails embeddedDatabaseConnection(EmbeddedDatabase database) {
      return database.connection();
    }
  }

  /** Compose files pass an empty value if the variable is not set. */
  static class Named implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return StringUtils.hasText(context.getEnvironment().getProperty("orderflow.database.url"));
    }
  }

  static class NotNamed extends Named {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !super.matches(context, metadata);
    }
  }
}
