package io.orderflow.partner.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.RecordCompensationRefused;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordPaymentDeclined;
import io.orderflow.api.order.OrderCommand.RecordPaymentNotRequired;
import io.orderflow.api.order.OrderCommand.RecordPaymentRefunded;
import io.orderflow.api.order.OrderCommand.RecordPaymentVoided;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.OwnProtocolContract;
import io.orderflow.partner.SimulatedPartners;
import io.orderflow.partner.contract.FaultyConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentStepTest extends OwnProtocolContract {

  private static final Duration PATIENT = Duration.ofSeconds(60);

  private final PartnerStep step = stepAt(partner(), PATIENT);

  @Override
  protected PartnerStep stepAt(URI url, Duration requestTimeout) {
    return new PaymentStep(SimulatedPartners.at(url, requestTimeout), SimulatedPartners.NOWHERE);
  }

  @Override
  protected OrderFacts refusable() {
    return SimulatedPartners.order("pm_card_declined", "laptop");
  }

  @Override
  protected Class<? extends OrderCommand> yes() {
    return RecordPaymentCaptured.class;
  }

  @Override
  protected Class<? extends OrderCommand> no() {
    return RecordPaymentDeclined.class;
  }

  @Override
  protected Class<? extends OrderCommand> undone() {
    return RecordPaymentVoided.class;
  }

  @Override
  protected List<Class<? extends OrderCommand>> undoneAfterYes() {
    return List.of(RecordPaymentCaptured.class, RecordPaymentVoided.class);
  }

  @Override
  protected long timesDone(OrderFacts order) {
    return SimulatedPartners.entries(order, "CHARGE");
  }

  @Test
  void a_void_moves_no_money_and_reports_the_charge_and_its_amount() {
    var order = acceptable();
    var charge = charged(order);
    assertThat(step.undo(order, 1))
        .isEqualTo(
            PartnerAnswer.Settled.with(
                new RecordPaymentCaptured(
                    order.orderId(),
                    RequestKey.ofStep(order.orderId(), Step.PAYMENT, 1),
                    charge,
                    order.total()),
                new RecordPaymentVoided(order.orderId())));
    assertThat(SimulatedPartners.entries(order, "REFUND")).isZero();
  }

  @Test
  void a_known_charge_is_refunded_once_under_any_request_number() {
    var order = acceptable();
    var charge = charged(order);
    var paid = paid(order, charge);
    var refunded = PartnerAnswer.Settled.with(new RecordPaymentRefunded(order.orderId(), charge));
    assertThat(step.undo(paid, 1)).isEqualTo(refunded);
    assertThat(step.undo(paid, 1)).isEqualTo(refunded);
    assertThat(step.undo(paid, 2)).isEqualTo(refunded);
    assertThat(SimulatedPartners.entries(order, "REFUND")).isEqualTo(1);
  }

  @Test
  void a_refused_refund_is_reported_with_its_charge_and_number() {
    var paid = paid(acceptable(), new ChargeId("ch_unknown"));
    assertThat(step.undo(paid, 3))
        .isInstanceOfSatisfying(
            PartnerAnswer.Settled.class,
            settled ->
                assertThat(settled.reports().getFirst())
                    .isInstanceOfSatisfying(
                        RecordCompensationRefused.class,
                        refused -> {
                          assertThat(refused.step()).isEqualTo(Step.PAYMENT);
                          assertThat(refused.requestNo()).isEqualTo(3);
                          assertThat(refused.chargeId()).isEqualTo(paid.charge());
                          assertThat(refused.detail()).startsWith("UNKNOWN_CHARGE: ");
                        }));
  }

  @Test
  void a_refund_that_fails_is_unknown() {
    var order = SimulatedPartners.order("pm_card_refund_fails", "laptop");
    assertUnknown(step.undo(paid(order, charged(order)), 1));
    assertThat(SimulatedPartners.entries(order, "REFUND")).isZero();
  }

  @Test
  void a_refund_confirmed_for_another_charge_is_unknown() {
    try (var connection = new FaultyConnection(partner())) {
      var step = stepAt(connection.url(), PATIENT);
      var first = acceptable();
      var second = acceptable();
      var firstPaid = paid(first, charged(first));
      var secondPaid = paid(second, charged(second));
      connection.with(FaultyConnection.repeatingTheFirstAnswer());
      assertTold(step.undo(firstPaid, 1), RecordPaymentRefunded.class);
      assertUnknown(step.undo(secondPaid, 1));
    }
  }

  @Test
  void another_amount_than_requested_is_reported_to_the_order() {
    try (var connection = new FaultyConnection(partner())) {
      var order = acceptable();
      var answer =
          """
          {"status":"CHARGED","key":"order:%1$s:PAYMENT:1","orderId":"%1$s","chargeId":"ch_1",
           "amount":{"amount":"1.0000","currency":"USD"},"new":"member"}"""
              .formatted(order.orderId());
      connection.with(FaultyConnection.answering(200, answer));
      assertThat(step(connection).request(order, 1))
          .isInstanceOfSatisfying(
              PartnerAnswer.Settled.class,
              settled ->
                  assertThat(((RecordPaymentCaptured) settled.reports().getFirst()).amount())
                      .isEqualTo(Money.of("1.00", "USD")));
    }
  }

  @Test
  void a_charge_answered_too_late_is_found_by_a_repeat() {
    var order = SimulatedPartners.order("pm_card_slow", "laptop");
    assertUnknown(stepAt(partner(), Duration.ofMillis(500)).request(order, 1));
    assertTold(step.request(order, 1), RecordPaymentCaptured.class);
    assertThat(timesDone(order)).isEqualTo(1);
  }

  @Test
  void a_charge_that_was_never_answered_is_found_by_the_void() {
    var order = SimulatedPartners.order("pm_card_silent_charged", "laptop");
    // On a busy machine the time may be over before the request has come to the partner.
    await()
        .until(
            () -> {
              assertUnknown(stepAt(partner(), Duration.ofMillis(500)).request(order, 1));
              return timesDone(order) == 1;
            });
    assertThat(told(step.undo(order, 1))).isEqualTo(undoneAfterYes());
  }

  @Test
  void an_accepted_charge_is_later_until_it_is_made() {
    var order = SimulatedPartners.order("pm_card_async", "laptop");
    assertThat(step.request(order, 1)).isEqualTo(new PartnerAnswer.Later());
    await().untilAsserted(() -> assertTold(step.request(order, 1), RecordPaymentCaptured.class));
  }

  @Test
  void an_order_without_a_price_needs_no_request() {
    try (var connection = new FaultyConnection(partner())) {
      connection.with(FaultyConnection.answering(500, ""));
      var free = free();
      assertThat(step(connection).request(free, 1))
          .isEqualTo(PartnerAnswer.Settled.with(new RecordPaymentNotRequired(free.orderId())));
      assertThat(step(connection).undo(free, 1))
          .isEqualTo(PartnerAnswer.Settled.with(new RecordPaymentVoided(free.orderId())));
    }
  }

  private static OrderFacts free() {
    var order = SimulatedPartners.order("pm_card_declined", "sample");
    return new OrderFacts(
        order.orderId(),
        order.lines(),
        Money.zero(order.total().currency()),
        order.paymentMethod(),
        null,
        null);
  }

  private PartnerStep step(FaultyConnection connection) {
    return stepAt(connection.url(), PATIENT);
  }

  private ChargeId charged(OrderFacts order) {
    return ((RecordPaymentCaptured)
            ((PartnerAnswer.Settled) step.request(order, 1)).reports().getFirst())
        .chargeId();
  }

  private static OrderFacts paid(OrderFacts order, ChargeId charge) {
    return new OrderFacts(
        order.orderId(), order.lines(), order.total(), order.paymentMethod(), charge, null);
  }
}
