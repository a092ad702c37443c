package io.orderflow.engine.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;

/**
 * A module's own PostgreSQL schema with its own Flyway history. Every module declares one bean of
 * it, so that the same module runs in the one process and in a service of its own, against a
 * database of its own.
 */
public final class ModuleSchema {

  /**
   * How often a node asks, once a second, whether the one that migrates has done so: for an hour.
   */
  private static final int PATIENCE = 3_600;

  private ModuleSchema() {}

  /**
   * Creates and migrates the schema from {@code db/migration/<schema>} while the context starts,
   * before anything reads from it: Spring Boot orders JPA and JDBC beans after it, and Axon starts
   * when all beans exist.
   */
  public static FlywayMigrationInitializer migrating(DataSource dataSource, String schema) {
    return new FlywayMigrationInitializer(
        flyway(dataSource, schema), _ -> migrate(dataSource, schema));
  }

  private static void migrate(DataSource dataSource, String schema) {
    var pool = poolIn(dataSource);
    if (pool == null) {
      flyway(dataSource, schema).migrate();
      return;
    }
    try (var connections = new MigrationDataSource(pool)) {
      flyway(connections, schema).migrate();
    }
  }

  private static Flyway flyway(DataSource dataSource, String schema) {
    return Flyway.configure()
        .dataSource(dataSource)
        .schemas(schema)
        .defaultSchema(schema)
        .createSchemas(true)
        .locations("classpath:db/migration/" + schema)
        .lockRetryCount(PATIENCE)
        .load();
  }

  /** Also behind what is wrapped around it; no other pool has limits that we gave it. */
  private static @Nullable HikariDataSource poolIn(DataSource dataSource) {
    try {
      return dataSource.isWrapperFor(HikariDataSource.class)
          ? dataSource.unwrap(HikariDataSource.class)
          : null;
    } catch (SQLException unknown) {
      throw new IllegalStateException("Whose connections these are is not known", unknown);
    }
  }
}
