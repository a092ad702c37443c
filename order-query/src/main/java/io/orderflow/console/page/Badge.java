package io.orderflow.console.page;

import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.PaymentStatus;
import java.util.Locale;

/**
 * A state in words, and how it looks. The words alone say it; the colour only helps.
 *
 * @param tone the name of a style
 */
public record Badge(String text, String tone) {

  public static Badge of(OrderStatus status) {
    var tone =
        switch (status) {
          case CREATED, AWAITING_PAYMENT, PROCESSING, READY_TO_SHIP, SHIPPED -> "going";
          case CANCELLING -> "warn";
          case COMPLETED -> "good";
          case CANCELLED -> "over";
        };
    return new Badge(words(status), tone);
  }

  public static Badge of(PaymentStatus status) {
    var tone =
        switch (status) {
          case PENDING -> "going";
          case REFUND_PENDING -> "warn";
          case CAPTURED -> "good";
          case NOT_REQUIRED, DECLINED, TIMED_OUT, NOT_CHARGED, REFUNDED, VOIDED -> "over";
        };
    return new Badge(words(status), tone);
  }

  /** A stable word as people read it: {@code AWAITING_PAYMENT} is "Awaiting payment". */
  public static String words(Enum<?> word) {
    var text = word.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
