package io.orderflow.inbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordPaymentDeclined;
import io.orderflow.partner.PartnerJson;
import io.orderflow.partner.PartnerRefusal;

/** The result of a charge. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(PaymentNotice.Charged.class),
  @JsonSubTypes.Type(PaymentNotice.Declined.class)
})
sealed interface PaymentNotice extends Notice {

  @JsonTypeName("CHARGED")
  record Charged(String eventId, String orderId, String key, String chargeId, Amount amount)
      implements PaymentNotice {

    @Override
    public Charged about(OrderId order) {
      return new Charged(eventId, order.toString(), key, chargeId, amount);
    }

    /**
     * Reported with any key and amount, because money was taken: the order decides. Except with the
     * key of another order: that charge pays for the other one and must not be refunded by this
     * one.
     */
    @Override
    public InterpretedNotice interpret() {
      var charge = new ChargeId(PartnerJson.name("chargeId", chargeId, ChargeId.MAX_LENGTH));
      var report = new RecordPaymentCaptured(order(), requestKey(), charge, amount.money());
      return requestKey().isOfAnotherOrderThan(order())
          ? new InterpretedNotice.Unusable(
              UnmatchedReason.KEY_OF_ANOTHER_ORDER, "its key belongs to another order")
          : new InterpretedNotice.Command(report);
    }
  }

  @JsonTypeName("DECLINED")
  record Declined(String eventId, String orderId, String key, String code, String detail)
      implements PaymentNotice {

    @Override
    public Declined about(OrderId order) {
      return new Declined(eventId, order.toString(), key, code, detail);
    }

    @Override
    public InterpretedNotice interpret() {
      var why = new PartnerRefusal(code, detail).sentence();
      return ifOwnKey(Step.PAYMENT, new RecordPaymentDeclined(order(), why));
    }
  }

  record Amount(String amount, String currency) {

    Money money() {
      return Money.of(amount, currency);
    }
  }
}
