package io.orderflow.views.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.database.LongTransactions;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An upgrade that changes indexes while a replay builds its tables. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShadowIndexMigrationTest {

  private final DriverManagerDataSource database =
      new DriverManagerDataSource(TestDatabase.createUrl());
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final DataSourceTransactionManager transactions =
      new DataSourceTransactionManager(database);
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final ShadowTables tables = wired();

  private ShadowTables wired() {
    context.registerBean(JdbcTemplate.class, () -> jdbc);
    context.registerBean(PlatformTransactionManager.class, () -> transactions);
    context.registerBean(LongTransactions.class);
    context.registerBean(ShadowTables.class);
    context.refresh();
    return context.getBean(ShadowTables.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  /** Before its end, and when the indexes were just built. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_tables_of_a_replay_get_the_new_indexes_and_no_others(boolean indexed) {
    migrateTo("10");
    tables.create();
    if (indexed) {
      tables.index();
    }

    migrateTo("13");
    var expected = indexes();
    tables.index();
    new TransactionTemplate(transactions).executeWithoutResult(_ -> tables.swap());

    assertThat(indexes()).isEqualTo(expected);
    assertThat(expected).hasSize(10).anyMatch(index -> index.contains("INCLUDE"));
  }

  private List<String> indexes() {
    return jdbc.queryForList(
        """
        select indexdef from pg_indexes where schemaname = 'views' and tablename in ('order_view', 'order_search')
        order by 1""",
        String.class);
  }

  private void migrateTo(String version) {
    var _ =
        Flyway.configure()
            .dataSource(database)
            .schemas("views")
            .locations("classpath:db/migration/views")
            .target(version)
            .load()
            .migrate();
  }
}
