package io.orderflow.engine.deadletter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;

/**
 * The events of batches that failed on this node since they were last handled; with one of them the
 * next batch is written one by one. Those of segments that went to another node are never heard of
 * again: the oldest are forgotten.
 */
final class FailedBatches {

  private static final int MOST = 10_000;

  private final Set<String> events =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST;
            }
          });

  /** Where another node has the segment now nothing is wrong with the batch. */
  synchronized void add(DeadLetterBatch batch, @Nullable Throwable cause) {
    if (!isOfLostClaim(cause)) {
      batch.eventIds().forEach(events::add);
    }
  }

  synchronized boolean isIn(DeadLetterBatch batch) {
    return batch.eventIds().anyMatch(events::contains);
  }

  synchronized void forget(DeadLetterBatch batch) {
    batch.eventIds().forEach(events::remove);
  }

  private static boolean isOfLostClaim(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnableToClaimTokenException) {
        return true;
      }
    }
    return false;
  }
}
