package io.orderflow.engine.processors;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What this node knows by holding a segment. The holder alone handles the segment's events, so what
 * it read or wrote under the claim needs no second look. The next claim, of any node, begins
 * without this knowledge: others may have handled events in between.
 *
 * <p>Another thread may use it, but never at the same time: a segment's batches follow each other.
 */
public final class ClaimScopedCache {

  private final Map<Class<?>, Object> knowledge = new ConcurrentHashMap<>();

  /**
   * The knowledge of one kind.
   *
   * @param initial what is known when the claim begins
   */
  public <T> T knowledge(Class<T> kind, Supplier<T> initial) {
    return kind.cast(knowledge.computeIfAbsent(kind, _ -> initial.get()));
  }
}
