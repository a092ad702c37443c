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

/** Says where the database is: the one that was named, else the one that comes with orderflow. */
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

    /** Stopped last: Spring closes whoever depends on the connection details before it. */
    @Bean(destroyMethod = "close")
    EmbeddedDatabase embeddedDatabase(DataFolder folder, PostgresProperties settings) {
      return EmbeddedDatabase.start(folder, settings);
    }

    @Bean
    JdbcConnectionDetails embeddedDatabaseConnection(EmbeddedDatabase database) {
      return database.connection();
    }
  }

  /** An empty value, as compose files pass it on, names nothing. */
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
