package io.orderflow.partner.payment;

import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordPaymentDeclined;
import io.orderflow.api.order.OrderCommand.RecordPaymentNotRequired;
import io.orderflow.api.order.OrderCommand.RecordPaymentVoided;
import io.orderflow.fulfillment.DefaultPartnerStep;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerAnswer.Settled;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.CallbackUrlProperties;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.ResponseMapping;
import io.orderflow.partner.payment.PaymentMessages.Amount;
import io.orderflow.partner.payment.PaymentMessages.ChargeRequest;
import io.orderflow.partner.payment.PaymentMessages.Charged;
import io.orderflow.partner.payment.PaymentMessages.Standing;
import io.orderflow.partner.payment.PaymentMessages.VoidRequest;
import io.orderflow.partner.payment.PaymentMessages.Voided;

/**
 * Charges an order. The undo refunds the known charge or voids the key. An order without a price
 * needs no request: the partner would refuse a charge of 0.
 */
@DefaultPartnerStep(Step.PAYMENT)
class PaymentStep implements PartnerStep {

  private final HttpPartner partner;
  private final RefundPartner refundPartner;
  private final String callbackUrl;

  PaymentStep(PartnerProperties partners, CallbackUrlProperties callbacks) {
    this.partner = new HttpPartner("payment", partners.payment());
    this.refundPartner = new PaymentRefunds(partners);
    this.callbackUrl = callbacks.payments();
  }

  @Override
  public Step step() {
    return Step.PAYMENT;
  }

  @Override
  public PartnerAnswer request(OrderFacts order, int requestNo) {
    if (order.total().isZero()) {
      return Settled.with(new RecordPaymentNotRequired(order.orderId()));
    }
    var key = RequestKey.ofStep(order.orderId(), Step.PAYMENT, requestNo);
    var request =
        new ChargeRequest(
            order.orderId().toString(),
            Amount.of(order.total()),
            order.paymentMethod().value(),
            callbackUrl);
    return partner.ask(
        "/payments/charges",
        key,
        request,
        ResponseMapping.of(Charged.class, charged -> Settled.with(captured(order, key, charged)))
            .orElse(no -> Settled.with(new RecordPaymentDeclined(order.orderId(), no.sentence()))));
  }

  @Override
  public PartnerAnswer undo(OrderFacts order, int requestNo) {
    var charge = order.charge();
    if (charge == null && order.total().isZero()) {
      return Settled.with(new RecordPaymentVoided(order.orderId()));
    }
    return charge == null
        ? voidKey(order)
        : refundPartner.refund(new Charge(order.orderId(), charge, order.total()), requestNo);
  }

  /** Moves no money: a charge that the void reveals is reported, and refunded by its own id. */
  private PartnerAnswer voidKey(OrderFacts order) {
    var key = RequestKey.ofStep(order.orderId(), Step.PAYMENT, 1);
    return partner.ask(
        "/payments/voids",
        key,
        new VoidRequest(order.orderId().toString(), key.value()),
        ResponseMapping.of(Standing.class, standing -> voided(order, key, standing)));
  }

  private static PartnerAnswer voided(OrderFacts order, RequestKey key, Standing standing) {
    var voided = new RecordPaymentVoided(order.orderId());
    return switch (standing) {
      case Voided nothing -> {
        nothing.mustBeAbout(key, order.orderId());
        yield Settled.with(voided);
      }
      case Charged charged -> Settled.with(captured(order, key, charged), voided);
    };
  }

  /** Reports the amount as it is: the order decides whether it is right. */
  private static RecordPaymentCaptured captured(OrderFacts order, RequestKey key, Charged charged) {
    charged.mustBeAbout(key, order.orderId());
    return new RecordPaymentCaptured(
        order.orderId(), key, charged.charge(), charged.amount().money());
  }
}
