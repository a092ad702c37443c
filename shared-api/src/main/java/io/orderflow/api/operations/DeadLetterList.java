package io.orderflow.api.operations;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The dead letters of a service.
 *
 * @param counts how many each processor has
 * @param causes what they failed for, the most frequent first
 * @param items the oldest of those that were asked for
 */
public record DeadLetterList(Map<String, Long> counts, List<Cause> causes, List<Item> items) {

  public DeadLetterList {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    causes = List.copyOf(causes);
    items = List.copyOf(items);
  }

  /**
   * Dead letters that failed at one type of event for one reason.
   *
   * @param id names it together with the processor
   * @param since when the oldest was stopped
   */
  public record Cause(
      String processor, String id, String event, String reason, long count, Instant since) {}

  /**
   * An event that cannot be handled.
   *
   * @param waiting how many events are queued, the failing one included
   */
  public record Item(
      String id,
      String processor,
      String orderId,
      long sequence,
      String event,
      long waiting,
      String reason,
      int tries,
      Instant since) {}
}
