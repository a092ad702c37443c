package io.orderflow.engine;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;

/**
 * A module's own PostgreSQL schema with its own Flyway history. Every module declares one bean of
 * it, so that the same module runs in the one process and in a service of its own, against a
 * database of its own.
 */
public final class ModuleSchema {

  private ModuleSchema() {}

  /**
   * Creates and migrates the schema from {@code db/migration/<schema>} while the context starts,
   * before anything reads from it: Spring Boot orders JPA and JDBC beans after it, and Axon starts
   * when all beans exist.
   */
  public static FlywayMigrationInitializer migrating(DataSource dataSource, String schema) {
    return new FlywayMigrationInitializer(
        Flyway.configure()
            .dataSource(dataSource)
            .schemas(schema)
            .defaultSchema(schema)
            .createSchemas(true)
            .locations("classpath:db/migration/" + schema)
            .load());
  }
}
