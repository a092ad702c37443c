package io.orderflow.simulator.partner;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the first two requests of each key fail. Counts in memory, for the last ten thousand keys;
 * a forgotten key fails twice more.
 */
public final class FailFirstAttempts {

  private static final int FAILURES = 2;
  private static final int MAX_KEYS = 10_000;

  private final Map<String, Integer> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MAX_KEYS;
        }
      };

  /** Whether this request fails. Called by the ledger's thread only. */
  public boolean fails(String key) {
    int before = failures.getOrDefault(key, 0);
    if (before >= FAILURES) {
      failures.remove(key);
      return false;
    }
    failures.put(key, before + 1);
    return true;
  }
}
