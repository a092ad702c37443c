package io.orderflow.api.process;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Genuine callbacks that match no order, the oldest first.
 *
 * @param total how many wait
 * @param next asks for the next of them; null at the end
 */
public record UnmatchedCallbackList(long total, List<Item> items, @Nullable String next) {

  public UnmatchedCallbackList {
    items = List.copyOf(items);
  }

  /**
   * One callback.
   *
   * @param reason why it matches no order, as a word
   * @param detail the same in words
   * @param said what the partner said, by the names of its contract; empty if it cannot be read
   */
  public record Item(
      String id,
      String partner,
      String eventId,
      String reason,
      @Nullable String detail,
      Map<String, String> said,
      Instant receivedAt) {

    public Item {
      said = Collections.unmodifiableMap(new LinkedHashMap<>(said));
    }
  }
}
