package io.orderflow.engine.service;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.StringUtils;

/**
 * Waits for the database before any bean uses it, since all containers may start at once. A failure
 * that waiting cannot cure, such as a wrong password, ends the start at once.
 *
 * <p>Hikari's {@code initialization-fail-timeout} retries a wrong password, too, until its time is
 * over; and the pool reports the last error without the settings to correct.
 */
final class DatabaseStartupWait implements BeanPostProcessor {

  private static final Logger log = LoggerFactory.getLogger(DatabaseStartupWait.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The class of SQL states about authorization; others mean that the server is not ready. */
  private static final String AUTHORIZATION = "28";

  private final ObjectProvider<ServiceProperties> settings;

  DatabaseStartupWait(ObjectProvider<ServiceProperties> settings) {
    this.settings = settings;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof ServiceDatabaseProperties database) {
      await(database, settings.getObject().databaseWait());
    }
    return bean;
  }

  private static void await(ServiceDatabaseProperties database, Duration patience) {
    var policy =
        RetryPolicy.builder()
            .maxRetries(patience.dividedBy(PAUSE))
            .delay(PAUSE)
            .timeout(patience.plus(PAUSE))
            .predicate(DatabaseStartupWait::isTransient)
            .build();
    try {
      new RetryTemplate(policy).<Boolean>execute(() -> connects(database));
    } catch (RetryException gaveUp) {
      throw new FailureAnalyzedException(
          "The database %s could not be used within %s: %s"
              .formatted(database, patience, firstLine(gaveUp.getCause())),
          "Start it, or correct ORDERFLOW_DATABASE_URL, ORDERFLOW_DATABASE_USERNAME and"
              + " ORDERFLOW_DATABASE_PASSWORD.",
          gaveUp);
    }
  }

  private static boolean connects(ServiceDatabaseProperties database) throws SQLException {
    try (var connection =
        DriverManager.getConnection(database.url(), database.username(), database.password())) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      log.info("Waiting for the database {}: {}", database, firstLine(notYet));
      throw notYet;
    }
  }

  private static boolean isTransient(Throwable failure) {
    return failure instanceof SQLException sql
        && (sql.getSQLState() == null || !sql.getSQLState().startsWith(AUTHORIZATION));
  }

  private static String firstLine(Throwable failure) {
    String words = StringUtils.hasText(failure.getMessage()) ? failure.getMessage() : "no reason.";
    return words.lines().findFirst().orElse("");
  }
}
