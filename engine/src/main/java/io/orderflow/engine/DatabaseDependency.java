package io.orderflow.engine;

import org.jspecify.annotations.Nullable;

/** The PostgreSQL behind the connection pool. */
record DatabaseDependency(DatabaseLogin login) implements Dependency {

  /** Of the pool, without the failure it is about. */
  private static final String NOT_VALID = "{} - Failed to validate connection ";

  @Override
  public String name() {
    return "PostgreSQL at " + login;
  }

  @Override
  public String advice() {
    return "Start it, or find out why it cannot be reached. Until then requests are answered 503"
        + " and orders wait; nothing is lost, and everything resumes by itself.";
  }

  @Override
  public @Nullable String refusal() {
    var refused = login.refusal();
    return refused == null ? null : LostConnection.reason(refused);
  }

  @Override
  public boolean explains(String logger, String message, @Nullable Throwable failure) {
    return message.startsWith(NOT_VALID) || LostConnection.explains(failure);
  }

  @Override
  public boolean isReportedByTheStart() {
    return true;
  }
}
