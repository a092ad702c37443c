package io.orderflow.inbox;

import org.jspecify.annotations.Nullable;

/** What a notice says, for people. Members that its type does not have are null. */
public record NoticeContent(
    String type,
    String orderId,
    String key,
    @Nullable String chargeId,
    @Nullable Amount amount,
    @Nullable String trackingNumber,
    @Nullable String code,
    @Nullable String detail) {

  static NoticeContent of(Notice notice) {
    return switch (notice) {
      case PaymentNotice.Charged(_, var order, var key, var charge, var amount) ->
          new NoticeContent(
              "CHARGED",
              order,
              key,
              charge,
              new Amount(amount.amount(), amount.currency()),
              null,
              null,
              null);
      case PaymentNotice.Declined(_, var order, var key, var code, var detail) ->
          refusal("DECLINED", order, key, code, detail);
      case ShipmentNotice.Dispatched(_, var order, var key, var tracking) ->
          new NoticeContent("DISPATCHED", order, key, null, null, tracking, null, null);
      case ShipmentNotice.Delivered(_, var order, var key) -> plain("DELIVERED", order, key);
      case ShipmentNotice.Accepted(_, var order, var key) -> plain("ACCEPTED", order, key);
      case ShipmentNotice.Cancelled(_, var order, var key) -> plain("CANCELLED", order, key);
      case ShipmentNotice.Refused(_, var order, var key, var code, var detail) ->
          refusal("REFUSED", order, key, code, detail);
      case ShipmentNotice.CancellationRefused(_, var order, var key, var code, var detail) ->
          refusal("CANCELLATION_REFUSED", order, key, code, detail);
    };
  }

  private static NoticeContent plain(String type, String order, String key) {
    return new NoticeContent(type, order, key, null, null, null, null, null);
  }

  private static NoticeContent refusal(
      String type, String order, String key, String code, String detail) {
    return new NoticeContent(type, order, key, null, null, null, code, detail);
  }

  /** As the partner wrote it. */
  public record Amount(String amount, String currency) {}
}
