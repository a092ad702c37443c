package io.orderflow.api.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a service that operators have settled.
 *
 * @param modules the schemas of the modules in the service
 * @param items the newest first
 */
public record SettledLetterList(List<String> modules, List<Item> items) {

  public SettledLetterList {
    modules = List.copyOf(modules);
    items = List.copyOf(items);
  }

  /**
   * A dead letter that is no more.
   *
   * @param events how many were queued, the failing one included
   * @param reason why the first of them had failed last
   * @param discarded whether its processor does without the events; else it has handled them
   * @param by the operator's name; null without a token
   * @param note why it was discarded; null for one that was retried
   */
  public record Item(
      String processor,
      String orderId,
      long sequence,
      String event,
      long events,
      String reason,
      boolean discarded,
      @Nullable String by,
      @Nullable String note,
      Instant at) {}
}
