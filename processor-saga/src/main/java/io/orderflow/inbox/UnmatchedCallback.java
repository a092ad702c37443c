package io.orderflow.inbox;

import io.orderflow.api.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledged callback that matched no order when it was dispatched.
 *
 * @param notice the callback; null if this version cannot read it
 * @param detail why it matches no order, in words
 * @param attempts how often it was dispatched
 * @param since when it was found to match no order, or when an operator settled it
 * @param settlement what an operator did about it; null while it waits for one
 */
public record UnmatchedCallback(
    CallbackSource partner,
    String eventId,
    UnmatchedReason reason,
    @Nullable Notice notice,
    @Nullable String detail,
    Instant receivedAt,
    int attempts,
    Instant since,
    @Nullable Settlement settlement) {

  /**
   * What the partner said, as far as the contract knows it: a partner may send more, which is not
   * for every operator. Null if this version cannot read it.
   */
  public @Nullable NoticeContent said() {
    return notice == null ? null : NoticeContent.of(notice);
  }

  /**
   * What an operator did about a callback.
   *
   * @param order to which it was told; null if it was dismissed
   * @param by the operator's name; null if the caller had none
   */
  public record Settlement(@Nullable OrderId order, @Nullable String by, String note) {

    boolean tells(OrderId other) {
      return other.equals(order);
    }
  }
}
