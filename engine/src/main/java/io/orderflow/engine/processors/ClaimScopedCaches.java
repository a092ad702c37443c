package io.orderflow.engine.processors;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The claims of this node. A claim begins when its token is fetched, and Axon fetches no token of a
 * segment while a batch of an earlier claim runs here. A failed batch ends its claim. So a batch
 * that commits was handled under one claim from its begin to its end.
 */
public final class ClaimScopedCaches {

  private final Map<Place, ClaimScopedCache> claims = new ConcurrentHashMap<>();

  /** Called by the token store. */
  public void begin(String processor, int segment) {
    claims.put(new Place(processor, segment), new ClaimScopedCache());
  }

  /**
   * The claim under which a batch is handled. What runs without one, such as the retry of a dead
   * letter, gets a claim of its own that knows nothing.
   */
  public ClaimScopedCache of(String processor, UnitOfWork<?> batch) {
    var segment = segmentOf(processor, batch);
    var claim = segment == null ? null : claims.get(new Place(processor, segment));
    return claim == null ? new ClaimScopedCache() : claim;
  }

  /** The segment of a batch; null if the processor did not begin it. */
  static @Nullable Integer segmentOf(String processor, UnitOfWork<?> batch) {
    return batch.root().getResource("Processor[" + processor + "]/SegmentId"); // as Axon names it
  }

  private record Place(String processor, int segment) {}
}
