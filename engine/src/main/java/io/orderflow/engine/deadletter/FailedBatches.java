package io.orderflow.engine.deadletter;

import io.orderflow.engine.cache.RecentlyUsedMap;
import io.orderflow.engine.failure.CauseChain;
import java.util.Collections;
import java.util.Set;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;

/**
 * The events of batches that failed on this node and were not handled since. The next batch with
 * one of them is written row by row. The oldest are dropped, since segments that moved to another
 * node never report back.
 */
final class FailedBatches {

  private static final int MOST = 10_000;

  private final Set<String> events = Collections.newSetFromMap(RecentlyUsedMap.of(MOST));

  /** A lost claim says nothing about the batch. */
  synchronized void add(DeadLetterBatch batch, @Nullable Throwable cause) {
    if (CauseChain.of(cause).noneMatch(UnableToClaimTokenException.class::isInstance)) {
      batch.eventIds().forEach(events::add);
    }
  }

  synchronized boolean isIn(DeadLetterBatch batch) {
    return batch.eventIds().anyMatch(events::contains);
  }

  synchronized void forget(DeadLetterBatch batch) {
    batch.eventIds().forEach(events::remove);
  }
}
