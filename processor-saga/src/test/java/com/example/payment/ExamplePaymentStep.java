package com.example.payment;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordCompensationRefused;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordPaymentDeclined;
import io.orderflow.api.order.OrderCommand.RecordPaymentNotRequired;
import io.orderflow.api.order.OrderCommand.RecordPaymentRefunded;
import io.orderflow.api.order.OrderCommand.RecordPaymentVoided;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerAnswer.Settled;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.PartnerJson;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.PartnerProperties.Contact;
import io.orderflow.partner.payment.Charge;
import io.orderflow.partner.payment.RefundPartner;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
class ExamplePaymentStep implements PartnerStep, RefundPartner {

  private final HttpPartner provider;

  ExamplePaymentStep(PartnerProperties partners, @Value("${examplepay.api-key}") String apiKey) {
    var payment = partners.payment();
    // One request is two calls here, and both must fit into the time limit of the step.
    var contact = new Contact(payment.url(), payment.requestTimeout().dividedBy(2));
    var headers = Map.of("Authorization", "Bearer " + apiKey);
    this.provider = new HttpPartner("payment", contact, headers);
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
    var payment = openAnd("confirm", order, key);
    return switch (payment.status()) {
      case SUCCEEDED -> Settled.with(captured(order, key, payment));
      case DECLINED, CANCELLED ->
          Settled.with(new RecordPaymentDeclined(order.orderId(), payment.sentence()));
      case OPEN -> new PartnerAnswer.Later(); // asked again under the same key
    };
  }

  /** Cancelling moves no money. A charge that comes to light is reported, and refunded later. */
  @Override
  public PartnerAnswer undo(OrderFacts order, int requestNo) {
    if (order.charge() != null) {
      return refund(new Charge(order.orderId(), order.charge(), order.total()), requestNo);
    }
    var voided = new RecordPaymentVoided(order.orderId());
    if (order.total().isZero()) {
      return Settled.with(voided);
    }
    var key = RequestKey.ofStep(order.orderId(), Step.PAYMENT, 1);
    var payment = openAnd("cancel", order, key);
    return switch (payment.status()) {
      case SUCCEEDED -> Settled.with(captured(order, key, payment), voided);
      case DECLINED, CANCELLED -> Settled.with(voided);
      case OPEN -> new PartnerAnswer.Unknown(payment.sentence());
    };
  }

  @Override
  public PartnerAnswer refund(Charge charge, int requestNo) {
    var id = charge.chargeId();
    var key = RequestKey.ofRefund(id, requestNo);
    var reply = provider.post("/v1/payments/" + id + "/refund", key, new Empty());
    return switch (reply.status()) {
      case 200 -> {
        check(PartnerJson.read(reply.body(), Refund.class).payment().equals(id.value()));
        yield Settled.with(new RecordPaymentRefunded(charge.orderId(), id));
      }
      case 422 ->
          Settled.with(
              new RecordCompensationRefused(
                  charge.orderId(), Step.PAYMENT, requestNo, id, "the provider refused"));
      default -> new PartnerAnswer.Unknown("the provider answered " + reply.status());
    };
  }

  /** Opens the payment under its key, or finds the one opened before, and acts on it. */
  private Payment openAnd(String action, OrderFacts order, RequestKey key) {
    var total = order.total();
    var opening =
        new Opening(
            order.orderId().toString(),
            total.amount().toPlainString(),
            total.currency().getCurrencyCode(),
            order.paymentMethod().value());
    var id = payment("/v1/payments", key, opening, order).id();
    return payment("/v1/payments/" + id + "/" + action, key, new Empty(), order);
  }

  private Payment payment(String path, RequestKey key, Object body, OrderFacts order) {
    var reply = provider.post(path, key, body);
    check(reply.status() == 200);
    var payment = PartnerJson.read(reply.body(), Payment.class);
    check(payment.reference().equals(order.orderId().toString()));
    return payment;
  }

  private static RecordPaymentCaptured captured(OrderFacts order, RequestKey key, Payment payment) {
    return new RecordPaymentCaptured(
        order.orderId(),
        key,
        new ChargeId(payment.id()),
        Money.of(payment.amount(), payment.currency()));
  }

  /** Anything unexpected is unknown, and an exception says so. */
  private static void check(boolean expected) {
    if (!expected) {
      throw new IllegalStateException("an unexpected answer of the provider");
    }
  }

  record Opening(String reference, String amount, String currency, String method) {}

  record Empty() {}

  record Refund(String payment) {}

  record Payment(String id, String reference, Status status, String amount, String currency) {

    enum Status {
      OPEN,
      SUCCEEDED,
      DECLINED,
      CANCELLED
    }

    String sentence() {
      return "payment " + id + " is " + status;
    }
  }
}
