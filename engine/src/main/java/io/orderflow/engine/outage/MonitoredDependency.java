package io.orderflow.engine.outage;

import org.jspecify.annotations.Nullable;

/** What orderflow needs and may have to do without for a while: its outage is logged once. */
public interface MonitoredDependency {

  /** How the log calls it. */
  String name();

  /** In whole sentences: what its absence means for orders, and what to do about it. */
  String advice();

  /** Why it cannot be used at this moment; null while it can. May ask it, for some seconds. */
  @Nullable String refusal();

  /** Whether a message in the log is a consequence of its absence. */
  boolean explains(String logger, String message, @Nullable Throwable failure);

  /** Whether a start that fails for want of it says so itself. */
  default boolean isReportedByTheStart() {
    return false;
  }
}
