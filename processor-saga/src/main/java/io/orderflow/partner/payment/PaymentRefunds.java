package io.orderflow.partner.payment;

import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordCompensationRefused;
import io.orderflow.api.order.OrderCommand.RecordPaymentRefunded;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerAnswer.Settled;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.ResponseMapping;
import io.orderflow.partner.payment.PaymentMessages.Amount;
import io.orderflow.partner.payment.PaymentMessages.RefundRequest;
import io.orderflow.partner.payment.PaymentMessages.Refunded;

/** Refunds a charge by its id, whether it paid for its order or was unexpected. */
class PaymentRefunds implements RefundPartner {

  private final HttpPartner partner;

  PaymentRefunds(PartnerProperties partners) {
    this.partner = new HttpPartner("payment", partners.payment());
  }

  @Override
  public PartnerAnswer refund(Charge charge, int requestNo) {
    var orderId = charge.orderId();
    return partner.ask(
        "/payments/refunds",
        RequestKey.ofRefund(charge.chargeId(), requestNo),
        new RefundRequest(
            orderId.toString(), charge.chargeId().value(), Amount.of(charge.amount())),
        ResponseMapping.of(Refunded.class, refunded -> refunded(charge, refunded))
            .orElse(
                no ->
                    Settled.with(
                        new RecordCompensationRefused(
                            orderId, Step.PAYMENT, requestNo, charge.chargeId(), no.sentence()))));
  }

  private static PartnerAnswer refunded(Charge charge, Refunded refunded) {
    if (!refunded.chargeId().equals(charge.chargeId().value())) {
      throw new IllegalArgumentException("it is about another charge");
    }
    return Settled.with(new RecordPaymentRefunded(charge.orderId(), charge.chargeId()));
  }
}
