package io.orderflow.engine.outage;

import org.jspecify.annotations.Nullable;

/** An external system that may be unreachable for a while; its outage is logged once. */
public interface MonitoredDependency {

  /** Its name in the log. */
  String name();

  /** In whole sentences: what its outage means for orders, and what to do about it. */
  String advice();

  /** Why it is unavailable now; null while it is available. May take some seconds. */
  @Nullable String refusal();

  /** Whether a log message is a consequence of its outage. */
  boolean explains(String logger, String message, @Nullable Throwable failure);

  /** Whether a start that fails because of it reports that itself. */
  default boolean isReportedByTheStart() {
    return false;
  }
}
