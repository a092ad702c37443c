package io.orderflow.blackbox;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/** Checks that no read shows an order older than a read that ended before it began. */
final class MonotonicReads {

  private final Map<String, Long> versions = new ConcurrentHashMap<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  /** The versions that a read which begins now has to show at least. */
  Map<String, Long> shown() {
    return Map.copyOf(versions);
  }

  /**
   * @param shownBefore what was shown when the read began
   * @param order as it was read
   */
  void check(Map<String, Long> shownBefore, JsonNode order, Object read) {
    var id = order.get("orderId").asString();
    long version = order.get("version").asLong();
    long least = shownBefore.getOrDefault(id, 0L);
    if (version < least) {
      violations.add(
          "%s shows version %d of %s after version %d".formatted(read, version, id, least));
    }
    note(id, version);
  }

  void note(String orderId, long version) {
    versions.merge(orderId, version, Math::max);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }
}
