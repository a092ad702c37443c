package io.orderflow.engine.outage;

import io.orderflow.engine.failure.ConnectionErrors;
import io.orderflow.engine.failure.DiskFullErrors;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL behind the connection pool. A full disk counts as an outage, too. */
final class DatabaseDependency implements MonitoredDependency {

  /** A message of the pool that comes without its exception. */
  private static final String NOT_VALID = "{} - Failed to validate connection ";

  private static final String MEANWHILE =
      " Until then requests are answered 503 and orders wait; nothing is lost, and everything"
          + " resumes by itself.";

  private final DatabaseLogin login;
  private volatile @Nullable SQLException refused;

  DatabaseDependency(DatabaseLogin login) {
    this.login = login;
  }

  @Override
  public String name() {
    return "PostgreSQL at " + login;
  }

  @Override
  public String advice() {
    return isDiskFull()
        ? "Its disk is full: free space on the volume of its data directory." + MEANWHILE
        : "Start it, or find out why it cannot be reached." + MEANWHILE;
  }

  @Override
  public @Nullable String refusal() {
    var now = login.refusal();
    refused = now;
    return now == null ? null : ConnectionErrors.reason(now);
  }

  /** As of the last attempt. */
  boolean isDiskFull() {
    return DiskFullErrors.explains(refused);
  }

  @Override
  public boolean explains(String logger, String message, @Nullable Throwable failure) {
    return message.startsWith(NOT_VALID)
        || ConnectionErrors.explains(failure)
        || DiskFullErrors.explains(failure);
  }

  @Override
  public boolean isReportedByTheStart() {
    return true;
  }
}
