package io.orderflow.engine.cache;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Drops the entry that has not been used for longest when a further one would exceed the limit. */
public final class RecentlyUsedMap<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int most;

  private RecentlyUsedMap(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  /** A map that several threads may use. */
  public static <K, V> Map<K, V> of(int most) {
    return Collections.synchronizedMap(new RecentlyUsedMap<>(most));
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
