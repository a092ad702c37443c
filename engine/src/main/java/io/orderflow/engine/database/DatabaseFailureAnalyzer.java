package io.orderflow.engine.database;

import io.orderflow.engine.failure.ConnectionErrors;
import io.orderflow.engine.outage.DatabaseLogin;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Says in two sentences why a start cannot use its database, and what to change. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

  private static final String URL = "ORDERFLOW_DATABASE_URL";
  private static final String ACCESS =
      "ORDERFLOW_DATABASE_USERNAME and ORDERFLOW_DATABASE_PASSWORD";

  private final Environment environment;

  DatabaseFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable whole, SQLException failure) {
    if (findCause(whole, FailureAnalyzedException.class) != null) {
      return null; // a more specific analyzer handles it
    }
    String action = action(failure);
    return action == null
        ? null
        : new FailureAnalysis(
            "orderflow cannot use PostgreSQL at %s: %s"
                .formatted(place(), ConnectionErrors.reason(failure)),
            action,
            failure);
  }

  private @Nullable String action(SQLException failure) {
    return switch (String.valueOf(failure.getSQLState())) {
      case "28P01", "28000" -> "Correct " + ACCESS + ".";
      case "3D000" ->
          "Create the database (create database … owner %s), or name another in %s."
              .formatted(user(), URL);
      case "42501" ->
          ("Let its user create schemas there (grant create on database … to %1$s), and own those"
                  + " that it finds; or name another user in %2$s.")
              .formatted(user(), ACCESS);
      case "42704" ->
          isTooOld(failure)
              ? "Use PostgreSQL 17 or newer, which is where this setting comes from; name it in %s."
                  .formatted(URL)
              : null;
      default ->
          ConnectionErrors.explains(failure)
              ? "Start it, or correct %s; whether it can be reached at all, psql tells as well."
                  .formatted(URL)
              : null;
    };
  }

  /** It does not know what bounds our transactions. */
  private static boolean isTooOld(SQLException failure) {
    return ConnectionErrors.reason(failure).contains("transaction_timeout");
  }

  private String place() {
    String url = property("orderflow.database.url", property("spring.datasource.url", ""));
    return url.isEmpty() ? "the one that comes with it" : DatabaseLogin.placeIn(url);
  }

  private String user() {
    return property("orderflow.database.username", "its user");
  }

  private String property(String name, String otherwise) {
    String set = environment.getProperty(name);
    return StringUtils.hasText(set) ? set : otherwise;
  }
}
