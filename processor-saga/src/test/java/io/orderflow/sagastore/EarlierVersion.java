package io.orderflow.sagastore;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database as an earlier version has left it, with its rows. */
public final class EarlierVersion {

  private final JdbcTemplate jdbc;

  /**
   * @param migration the newest that version knew
   */
  public EarlierVersion(String url, String migration) {
    var database = new DriverManagerDataSource(url, "postgres", "");
    jdbc = new JdbcTemplate(database);
    Flyway.configure()
        .dataSource(database)
        .schemas("fulfillment")
        .defaultSchema("fulfillment")
        .createSchemas(true)
        .locations("classpath:db/migration/fulfillment")
        .target(migration)
        .load()
        .migrate();
  }

  /** Leaves a saga that nothing is pending for, and that is not looked at before tomorrow. */
  public void leave(SagaDefinition<?, ?> kind, String id, String document) {
    jdbc.update(
        kind.table()
            .in(
                "insert into {table} ({key}, document, turn, deadline_at) values (?::{type},"
                    + " ?::jsonb, (?::jsonb->'state'->>'turn')::bigint, now() + interval '1 day')"),
        id,
        document,
        document);
  }
}
