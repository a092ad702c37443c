package io.orderflow.views.attention;

import io.orderflow.api.Step;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Orders that need a person at the same step for the same reason.
 *
 * @param reason without the id of a charge
 * @param orders how many; an order with two such attentions counts once
 * @param oldestSince since when the longest waiting of them waits
 * @param filter selects exactly these orders, in a list as in a bulk operation
 * @param list the address of the list of them
 */
public record AttentionGroup(
    Step step,
    String reason,
    long orders,
    Instant oldestSince,
    Map<String, List<String>> filter,
    String list) {

  public AttentionGroup {
    filter = Collections.unmodifiableSortedMap(new TreeMap<>(filter));
  }
}
