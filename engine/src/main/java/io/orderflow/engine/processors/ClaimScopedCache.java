package io.orderflow.engine.processors;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Values that are valid while this node holds a segment. The holder alone handles the segment's
 * events, so what it read or wrote under the claim need not be read again. The next claim, of any
 * node, begins without them, because others may have handled events in between.
 *
 * <p>Another thread may use it, but never at the same time: a segment's batches follow each other.
 */
public final class ClaimScopedCache {

  private final Map<Class<?>, Object> values = new ConcurrentHashMap<>();

  /**
   * The value of one type.
   *
   * @param initial the value when the claim begins
   */
  public <T> T computeIfAbsent(Class<T> kind, Supplier<T> initial) {
    return kind.cast(values.computeIfAbsent(kind, _ -> initial.get()));
  }
}
