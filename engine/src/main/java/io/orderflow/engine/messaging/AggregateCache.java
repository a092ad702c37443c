package io.orderflow.engine.messaging;

import io.orderflow.engine.cache.RecentlyUsedMap;
import java.util.Map;
import org.axonframework.common.caching.WeakReferenceCache;

/**
 * Keeps the aggregates that were used last, and others until memory is needed. Axon's own cache
 * alone is empty after each garbage collection, and the next command reads its aggregate anew.
 *
 * <p>The order of use alone decides what is dropped. A cache that also counts how often an entry
 * was used would keep the finished orders, and drop those that have just been placed.
 */
final class AggregateCache extends WeakReferenceCache {

  /** Some 5 KB each. More orders than that are seldom under way on one node. */
  private static final int MOST = 5_000;

  private final Map<Object, Object> recent = RecentlyUsedMap.of(MOST);

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // the interface is Axon's
  public <K, V> V get(K key) {
    V value = super.get(key);
    if (value != null) {
      recent.put(key, value);
    }
    return value;
  }

  @Override
  public void put(Object key, Object value) {
    recent.put(key, value);
    super.put(key, value);
  }

  @Override
  public boolean remove(Object key) {
    recent.remove(key);
    return super.remove(key);
  }
}
