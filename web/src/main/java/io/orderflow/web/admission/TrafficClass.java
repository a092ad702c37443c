package io.orderflow.web.admission;

import java.util.Locale;

/**
 * Requests that share a bulkhead. A full one keeps no request of another class out: callbacks end
 * work that was accepted, and operators must get in when clients do not.
 */
public enum TrafficClass {
  /** Requests that change something. */
  COMMANDS,
  /** Reports of partners. */
  CALLBACKS,
  /** Requests of operators. */
  OPERATORS,
  /** Requests that only read. */
  READS,
  /** Documents of the API: long, and open to clients that read slowly. */
  DOCUMENTS;

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
