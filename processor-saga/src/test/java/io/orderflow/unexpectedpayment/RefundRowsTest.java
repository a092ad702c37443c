package io.orderflow.unexpectedpayment;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RaiseAttention;
import io.orderflow.api.order.OrderCommand.RecordCompensationRefused;
import io.orderflow.api.order.OrderCommand.RecordPaymentRefunded;
import io.orderflow.api.order.OrderCommand.RecordStepAttemptFailed;
import io.orderflow.api.order.OrderEvent.PaymentRefunded;
import io.orderflow.api.order.OrderEvent.StepResolved;
import io.orderflow.api.order.OrderEvent.StepRetryRequested;
import io.orderflow.api.order.OrderEvent.UnexpectedPaymentCaptured;
import io.orderflow.api.order.UnexpectedBecause;
import io.orderflow.engine.TestDatabase;
import io.orderflow.fulfillment.PartnerAnswer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The refunds on a real PostgreSQL, with real workers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefundRowsTest {

  private static final Money AMOUNT = Money.of("25.00", "EUR");
  private RefundNode node;

  @BeforeAll
  void start() {
    node = RefundNode.start(TestDatabase.createUrl());
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void three_hundred_unexpected_charges_in_one_batch_are_all_stored() {
    var batch = UUID.randomUUID();
    var charges =
        IntStream.range(0, 300).mapToObj(i -> unexpected(new ChargeId(batch + "-" + i))).toList();
    node.orders().publish(charges);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        node.number(
                            "select count(*) from fulfillment.unexpected_payment where charge_id like ?"
                                + " and document->'state'->>'is' in ('refunding', 'waiting')",
                            batch + "-%"))
                    .isEqualTo(300));
  }

  @Test
  void a_charge_with_the_longest_of_ids_is_given_back_and_forgotten() {
    var charge = unexpected(new ChargeId("c".repeat(ChargeId.MAX_LENGTH)));
    node.till().answers(charge.chargeId(), _ -> refunded(charge));
    node.orders().publish(List.of(charge));
    await().until(() -> node.till().asked(charge.chargeId(), 1) == 1);
    await().until(() -> rows(charge) == 0);
    assertThat(node.orders().told(charge.orderId()))
        .containsExactly(new RecordPaymentRefunded(charge.orderId(), charge.chargeId()));
  }

  @Test
  void a_refused_refund_is_brought_to_a_person_and_tried_again_under_the_next_number() {
    var charge = unexpected(newCharge());
    node.till().answers(charge.chargeId(), no -> no == 1 ? refused(charge) : refunded(charge));
    node.orders().publish(List.of(charge));
    await().until(() -> isWaitingForAPerson(charge));
    assertThat(node.orders().told(charge.orderId()))
        .last()
        .isInstanceOfSatisfying(
            RaiseAttention.class,
            raised -> assertThat(raised.chargeId()).isEqualTo(charge.chargeId()));
    node.orders()
        .publish(
            List.of(
                new StepRetryRequested(
                    charge.orderId(), Step.PAYMENT, charge.chargeId(), 1, "again")));
    await().until(() -> rows(charge) == 0);
    assertThat(node.till().asked(charge.chargeId(), 1)).isEqualTo(1);
    assertThat(node.till().asked(charge.chargeId(), 2)).isEqualTo(1);
  }

  @Test
  void a_charge_that_a_person_has_settled_is_asked_for_no_more() {
    var charge = unexpected(newCharge());
    node.till().answers(charge.chargeId(), _ -> refused(charge));
    node.orders().publish(List.of(charge));
    await().until(() -> isWaitingForAPerson(charge));
    node.orders()
        .publish(
            List.of(
                new StepResolved(
                    charge.orderId(), Step.PAYMENT, charge.chargeId(), 1, null, "by hand")));
    await().until(() -> rows(charge) == 0);
    assertThat(node.till().asked(charge.chargeId(), 1)).isEqualTo(1);
  }

  @Test
  void the_first_ten_failures_are_told_and_then_also_news_must_wait_until_the_refund_comes() {
    var charge = unexpected(newCharge());
    var tries = new AtomicInteger();
    node.till()
        .answers(
            charge.chargeId(),
            _ ->
                switch (tries.incrementAndGet()) {
                  case 20 -> new PartnerAnswer.Unknown("payment answered 500");
                  case 25 -> refunded(charge);
                  default -> new PartnerAnswer.Unknown("payment answered 503");
                });
    node.orders().publish(List.of(charge));
    await().until(() -> rows(charge) == 0 && tries.get() == 25);
    assertThat(node.orders().told(charge.orderId()))
        .filteredOn(RecordStepAttemptFailed.class::isInstance)
        .map(command -> ((RecordStepAttemptFailed) command).attempt().number())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(node.till().asked(charge.chargeId(), 1)).isEqualTo(25);
  }

  @Test
  void an_hour_after_the_last_that_was_told_the_same_failure_is_told_again() {
    var charge = unexpected(newCharge());
    node.till().answers(charge.chargeId(), _ -> new PartnerAnswer.Unknown("payment answered 503"));
    node.orders().publish(List.of(charge));
    // The event of the tenth is what leads to the eleventh.
    await().until(() -> node.till().asked(charge.chargeId(), 1) > 10);
    assertThat(failuresTold(charge)).isEqualTo(10);
    node.sql(
        "update fulfillment.unexpected_payment set document = jsonb_set(document, '{lastFailure,at}',"
            + " to_jsonb('2020-01-01T00:00:00Z'::text)) where charge_id = ?",
        charge.chargeId().value());
    await().until(() -> failuresTold(charge) == 11);
    node.till().answers(charge.chargeId(), _ -> refunded(charge));
    await().until(() -> rows(charge) == 0);
    assertThat(failuresTold(charge)).isEqualTo(11);
  }

  /** This node has one worker: the second charge is refunded elsewhere while it waits its turn. */
  @Test
  void what_has_been_given_back_while_its_task_was_queued_is_not_asked_for() {
    var slow = unexpected(newCharge());
    var queued = unexpected(newCharge());
    var answer = new CountDownLatch(1);
    node.till()
        .answers(
            slow.chargeId(),
            _ -> {
              awaitUninterrupted(answer);
              return refunded(slow);
            });
    node.orders().publish(List.of(slow, queued));
    await().until(() -> rows(queued) == 1);
    await().until(() -> node.till().asked(slow.chargeId(), 1) == 1);
    node.orders().publish(List.of(new PaymentRefunded(queued.orderId(), queued.chargeId())));
    // A task is trusted for a quarter of a second; then its row is looked at.
    await().pollDelay(Duration.ofSeconds(1)).until(() -> rows(queued) == 0);
    answer.countDown();
    await().until(() -> rows(slow) == 0);
    var after = unexpected(newCharge());
    node.orders().publish(List.of(after));
    await().until(() -> node.till().asked(after.chargeId(), 1) == 1);
    assertThat(node.till().asked(queued.chargeId(), 1)).isZero();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, MINUTES)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private long failuresTold(UnexpectedPaymentCaptured charge) {
    return node.orders().told(charge.orderId()).stream()
        .filter(RecordStepAttemptFailed.class::isInstance)
        .count();
  }

  private boolean isWaitingForAPerson(UnexpectedPaymentCaptured charge) {
    return node.number(
            "select count(*) from fulfillment.unexpected_payment where charge_id = ?"
                + " and document->'state'->>'is' = 'awaiting-operator'",
            charge.chargeId().value())
        == 1;
  }

  private long rows(UnexpectedPaymentCaptured charge) {
    return node.number(
        "select count(*) from fulfillment.unexpected_payment where charge_id = ?",
        charge.chargeId().value());
  }

  private static ChargeId newCharge() {
    return new ChargeId("ch_" + UUID.randomUUID());
  }

  private static UnexpectedPaymentCaptured unexpected(ChargeId charge) {
    return new UnexpectedPaymentCaptured(
        new OrderId(UUID.randomUUID()), charge, AMOUNT, UnexpectedBecause.NOT_AWAITED);
  }

  private static PartnerAnswer refunded(UnexpectedPaymentCaptured charge) {
    return PartnerAnswer.Settled.with(
        new RecordPaymentRefunded(charge.orderId(), charge.chargeId()));
  }

  private static PartnerAnswer refused(UnexpectedPaymentCaptured charge) {
    return PartnerAnswer.Settled.with(
        new RecordCompensationRefused(
            charge.orderId(), Step.PAYMENT, 1, charge.chargeId(), "UNKNOWN_CHARGE"));
  }
}
