package io.orderflow.partner.payment;

import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordPaymentDeclined;
import io.orderflow.api.order.OrderCommand.RecordPaymentNotRequired;
import io.orderflow.api.order.OrderCommand.RecordPaymentVoided;
import io.orderflow.fulfillment.Answer;
import io.orderflow.fulfillment.Answer.Settled;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.CallbackUrls;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.Meaning;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.payment.PaymentWire.Amount;
import io.orderflow.partner.payment.PaymentWire.ChargeRequest;
import io.orderflow.partner.payment.PaymentWire.Charged;
import io.orderflow.partner.payment.PaymentWire.Standing;
import io.orderflow.partner.payment.PaymentWire.VoidRequest;
import io.orderflow.partner.payment.PaymentWire.Voided;
import io.orderflow.refund.Charge;
import io.orderflow.refund.Refunds;
import org.springframework.stereotype.Component;

/**
 * Has an order paid. Undone by giving back the charge that is known, or by voiding the key. The
 * partner is never asked for an order that costs nothing: it refuses a charge of 0.
 */
@Component
class PaymentStep implements PartnerStep {

  private final HttpPartner partner;
  private final Refunds refunds;
  private final String callbackUrl;

  PaymentStep(PartnerProperties partners, CallbackUrls callbacks) {
    this.partner = new HttpPartner("payment", partners.payment());
    this.refunds = new PaymentRefunds(partners);
    this.callbackUrl = callbacks.payments();
  }

  @Override
  public Step step() {
    return Step.PAYMENT;
  }

  @Override
  public Answer request(OrderFacts order, int requestNo) {
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
        Meaning.of(Charged.class, charged -> Settled.with(captured(order, key, charged)))
            .orElse(no -> Settled.with(new RecordPaymentDeclined(order.orderId(), no.sentence()))));
  }

  @Override
  public Answer undo(OrderFacts order, int requestNo) {
    var charge = order.charge();
    if (charge == null && order.total().isZero()) {
      return Settled.with(new RecordPaymentVoided(order.orderId()));
    }
    return charge == null
        ? voidKey(order)
        : refunds.refund(new Charge(order.orderId(), charge, order.total()), requestNo);
  }

  /** Never moves money: a charge it brings to light is reported, and given back by its own id. */
  private Answer voidKey(OrderFacts order) {
    var key = RequestKey.ofStep(order.orderId(), Step.PAYMENT, 1);
    return partner.ask(
        "/payments/voids",
        key,
        new VoidRequest(order.orderId().toString(), key.value()),
        Meaning.of(Standing.class, standing -> voided(order, key, standing)));
  }

  private static Answer voided(OrderFacts order, RequestKey key, Standing standing) {
    var voided = new RecordPaymentVoided(order.orderId());
    return switch (standing) {
      case Voided nothing -> {
        nothing.mustBeAbout(key, order.orderId());
        yield Settled.with(voided);
      }
      case Charged charged -> Settled.with(captured(order, key, charged), voided);
    };
  }

  /** The amount is passed on as it is: whether it is the right one is for the order to judge. */
  private static RecordPaymentCaptured captured(OrderFacts order, RequestKey key, Charged charged) {
    charged.mustBeAbout(key, order.orderId());
    return new RecordPaymentCaptured(
        order.orderId(), key, charged.charge(), charged.amount().money());
  }
}
