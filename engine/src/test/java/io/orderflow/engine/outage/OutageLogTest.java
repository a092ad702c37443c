package io.orderflow.engine.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The log of an application whose PostgreSQL becomes unavailable. */
@DirtiesContext
@SpringBootTest(
    classes = TallyApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      // As long as each call waits for a new connection, and as an outage has consequences.
      "spring.datasource.hikari.connection-timeout=2000",
      "spring.autoconfigure.exclude=" + TallyApplication.JPA
    })
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutageLogTest {

  private static final String DATABASE = TestDatabase.createUrl();
  private static final String NAME = DatabaseLogin.placeIn(DATABASE);
  private static final String SHORT_NAME = NAME.replaceFirst(".*/", "");
  private static final Logger LOG = LoggerFactory.getLogger(OutageLogTest.class);

  @Autowired JdbcTemplate jdbc;
  @Autowired LoggingSystem logging;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> DATABASE);
  }

  @AfterEach
  void isThere(CapturedOutput log) throws SQLException {
    logging.setLogLevel(OutageLog.class.getName(), LogLevel.INFO);
    letIn(true);
    await().until(() -> lines(log, "is away") == lines(log, "is back"));
    await("what is written later").until(OutageLogTest::isUnwatched);
  }

  private static boolean isUnwatched() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().startsWith("outage of "));
  }

  @Test
  void an_outage_is_two_lines_with_a_count_of_its_consequences(CapturedOutput log)
      throws SQLException {
    letIn(false);
    LOG.error("planted, of the outage", failureOfTheOutage());
    await().until(() -> lines(log, "is away: FATAL") == 1);
    LOG.error("planted, with {}", "arguments", failureOfTheOutage());
    letIn(true);
    await().until(() -> lines(log, "is back") == 1);
    assertThat(log).doesNotContain("planted");
    assertThat(log).containsPattern("[1-9][0-9]* messages about its outage were suppressed");
  }

  @Test
  void a_dependency_that_is_back_for_a_moment_only_has_one_outage(CapturedOutput log) {
    var dependency = new Planted();
    var outage = new OutageLog(dependency, Duration.ofHours(1), Duration.ofHours(1));
    outage.startWatching();
    outage.suspect();
    await().until(outage::isNow);
    dependency.refusal = null;
    await().until(() -> !outage.isNow());
    dependency.refusal = "planted refusal";
    await().until(outage::isNow);
    outage.stopWatching();

    assertThat(log.getAll().split("planted dependency is away", -1)).hasSize(2);
    assertThat(log).doesNotContain("planted dependency is back");
  }

  @Test
  void unrelated_messages_are_written_during_an_outage(CapturedOutput log) throws SQLException {
    letIn(false);
    LOG.error("planted, of the outage", failureOfTheOutage());
    await().until(() -> lines(log, "is away: FATAL") == 1);
    LOG.error("planted, of a bug", new IllegalStateException("planted"));
    assertThat(log).contains("planted, of a bug").doesNotContain("planted, of the outage");
  }

  @Test
  void a_lost_connection_without_an_outage_is_logged(CapturedOutput log) {
    await() // those of the last outage, who come late, are still left out
        .until(
            () -> {
              LOG.error(
                  "planted, of {}",
                  "one",
                  failure("select pg_terminate_backend(pg_backend_pid())"));
              return log.getAll().contains("planted, of one")
                  && log.getAll().contains("due to administrator command");
            });
    // A login that a busy machine does not carry out in time counts as an outage.
    assertThat(log.getAll().lines())
        .filteredOn(line -> line.contains("is away"))
        .allSatisfy(line -> assertThat(line).contains(": Connection attempt timed out."));
  }

  @Test
  void at_debug_all_messages_are_written(CapturedOutput log) throws SQLException {
    logging.setLogLevel(OutageLog.class.getName(), LogLevel.DEBUG);
    letIn(false);
    LOG.error("planted, of the outage", failureOfTheOutage());
    assertThat(log).contains("planted, of the outage");
    await().until(() -> lines(log, "is away: FATAL") == 1);
  }

  /**
   * A connection that is being ended may answer once more. One that was being made when the others
   * were ended is not listed then, and would answer for ever.
   */
  private Throwable failureOfTheOutage() {
    return await()
        .until(
            () -> {
              endConnections();
              return failure("select 1");
            },
            Objects::nonNull);
  }

  private @Nullable Throwable failure(String sql) {
    return catchThrowable(() -> jdbc.execute(sql));
  }

  /** Of this database; other tests may have others. */
  private static long lines(CapturedOutput log, String words) {
    return Pattern.compile("PostgreSQL at " + Pattern.quote(NAME) + " " + words)
        .matcher(log.getAll())
        .results()
        .count();
  }

  private static void letIn(boolean allowed) throws SQLException {
    elsewhere("alter database " + SHORT_NAME + " with allow_connections " + allowed);
  }

  private static void endConnections() throws SQLException {
    elsewhere(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
            + SHORT_NAME
            + "'");
  }

  private static void elsewhere(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(DATABASE.replace(SHORT_NAME, "postgres"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static final class Planted implements MonitoredDependency {

    private volatile @Nullable String refusal = "planted refusal";

    @Override
    public String name() {
      return "planted dependency";
    }

    @Override
    public String advice() {
      return "Plant it.";
    }

    @Override
    public @Nullable String refusal() {
      return refusal;
    }

    @Override
    public boolean explains(String logger, String message, @Nullable Throwable failure) {
      return false;
    }
  }
}
