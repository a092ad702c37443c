package io.orderflow.views.status;

import static io.orderflow.views.status.OrderEvents.CHARGE;
import static io.orderflow.views.status.OrderEvents.OTHER_CHARGE;
import static io.orderflow.views.status.OrderEvents.TOTAL;
import static io.orderflow.views.status.OrderEvents.at;
import static io.orderflow.views.status.OrderEvents.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderView;
import io.orderflow.api.order.OrderView.Charge;
import io.orderflow.api.order.OrderView.Payments;
import io.orderflow.api.order.UnexpectedBecause;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderPaymentsTest {

  private static final Money NOTHING = Money.of("0.00", "EUR");
  private static final Money TWICE = Money.of("2450.00", "EUR");

  private final OrderEvents order = new OrderEvents(new OrderId(new UUID(0, 1)));
  private final OrderRowMapper format = new OrderRowMapper();

  @Test
  void an_order_that_was_not_charged_has_no_money() {
    assertThat(payments(order.until(Step.STOCK)))
        .isEqualTo(new Payments(NOTHING, NOTHING, NOTHING, NOTHING, List.of()));
  }

  @Test
  void a_payment_is_charged_and_kept() {
    var payment = new Charge(CHARGE, TOTAL, at(2), true, false, null, false, null);

    assertThat(payments(order.until(Step.PAYMENT)))
        .isEqualTo(new Payments(TOTAL, NOTHING, TOTAL, NOTHING, List.of(payment)));
  }

  @Test
  void the_payment_of_a_cancelled_order_is_owed_until_it_is_refunded() {
    var cancelling = cancelling();
    assertThat(payments(cancelling).owed()).isEqualTo(TOTAL);

    var refunded = then(cancelling, order.refunded(CHARGE));
    var payment = new Charge(CHARGE, TOTAL, at(2), true, true, at(4), false, null);
    assertThat(payments(refunded))
        .isEqualTo(new Payments(TOTAL, TOTAL, NOTHING, NOTHING, List.of(payment)));
  }

  @Test
  void the_payment_of_an_overruled_cancellation_is_kept() {
    var overruled = then(cancelling(), new OrderEvent.CancellationOverruled(order.id()));

    assertThat(payments(overruled).owed()).isEqualTo(NOTHING);
    assertThat(payments(overruled).kept()).isEqualTo(TOTAL);
  }

  @Test
  void a_second_charge_is_owed_while_the_payment_is_kept() {
    var twice = then(order.until(Step.PAYMENT), order.surplus(OTHER_CHARGE));
    assertThat(payments(twice).charged()).isEqualTo(TWICE);
    assertThat(payments(twice).owed()).isEqualTo(TOTAL);
    assertThat(payments(twice).charges()).extracting(Charge::expected).containsExactly(true, false);

    var refunded = payments(then(twice, order.refunded(OTHER_CHARGE)));
    assertThat(refunded.kept()).isEqualTo(TOTAL);
    assertThat(refunded.refunded()).isEqualTo(TOTAL);
    assertThat(refunded.owed()).isEqualTo(NOTHING);
  }

  @Test
  void a_charge_of_another_amount_counts_with_that_amount() {
    var half = Money.of("612.50", "EUR");
    var wrong = unexpected(half, UnexpectedBecause.WRONG_AMOUNT);

    assertThat(payments(then(order.until(Step.STOCK), wrong)).owed()).isEqualTo(half);
  }

  @Test
  void a_charge_in_another_currency_is_listed_and_in_no_sum() {
    var dollars = Money.of("1225.00", "USD");
    var foreign = unexpected(dollars, UnexpectedBecause.WRONG_AMOUNT);

    var payments = payments(then(order.until(Step.PAYMENT), foreign));
    assertThat(payments.charged()).isEqualTo(TOTAL);
    assertThat(payments.owed()).isEqualTo(NOTHING);
    assertThat(payments.charges()).extracting(Charge::amount).containsExactly(TOTAL, dollars);
  }

  @Test
  void a_sum_beyond_the_highest_amount_is_shown_as_that() {
    var highest = Money.of("9999999999999.99", "EUR");
    var wrong = unexpected(highest, UnexpectedBecause.WRONG_AMOUNT);

    assertThat(payments(then(order.until(Step.PAYMENT), wrong)).charged()).isEqualTo(highest);
  }

  @Test
  void a_charge_settled_by_an_operator_counts_as_refunded_and_says_so() {
    var settled =
        then(
            order.until(Step.PAYMENT),
            order.surplus(OTHER_CHARGE),
            order.refundAttention(OTHER_CHARGE, 1),
            new OrderEvent.StepResolved(
                order.id(), Step.PAYMENT, OTHER_CHARGE, 1, null, "by bank transfer"));

    var payments = payments(settled);
    assertThat(payments.refunded()).isEqualTo(TOTAL);
    assertThat(payments.owed()).isEqualTo(NOTHING);
    assertThat(payments.charges().getLast())
        .isEqualTo(new Charge(OTHER_CHARGE, TOTAL, at(3), false, true, at(5), true, null));
  }

  @Test
  void an_undo_resolved_by_an_operator_settles_the_payment() {
    var payments = payments(then(cancelling(), order.resolved(Step.PAYMENT)));

    assertThat(payments.owed()).isEqualTo(NOTHING);
    assertThat(payments.charges()).extracting(Charge::settledByHand).containsExactly(true);
  }

  @Test
  void a_charge_shows_the_attention_about_its_refund() {
    var surplus =
        then(
            order.until(Step.PAYMENT),
            order.surplus(OTHER_CHARGE),
            order.refundAttention(OTHER_CHARGE, 1));
    assertThat(payments(surplus).charges())
        .extracting(Charge::attention)
        .containsExactly(null, Folded.view(surplus).attention().getFirst());

    var stuck = then(cancelling(), order.attention(Attempt.Kind.COMPENSATION, Step.PAYMENT, 1));
    assertThat(payments(stuck).charges())
        .extracting(Charge::attention)
        .containsExactly(Folded.view(stuck).attention().getFirst());
  }

  @Test
  void a_state_stored_without_amounts_says_nothing_of_money_that_was_charged() {
    var paid = withoutAmounts(Folded.state(order.until(Step.PAYMENT)));
    assertThat(paid.view().payments()).isNull();

    var later = OrderFold.fold(paid, order.surplus(OTHER_CHARGE), 3, at(3));
    assertThat(later.view().payments()).isNull();
  }

  @Test
  void an_order_stored_without_amounts_before_its_payment_shows_the_payment() {
    var unpaid = withoutAmounts(Folded.state(order.until(Step.STOCK)));
    assertThat(Objects.requireNonNull(unpaid.view().payments()).charged()).isEqualTo(NOTHING);

    var paid = OrderFold.fold(unpaid, order.captured(), 2, at(2));
    assertThat(paid).isEqualTo(Folded.state(order.until(Step.PAYMENT)));
  }

  /** As a version wrote it that kept no amounts. */
  private OrderViewState withoutAmounts(OrderViewState state) {
    var stored = format.write(state);
    var before = stored.replaceFirst(",\"taken\":\\[.*?](?=}},\"steps\")", "");
    assertThat(before).isNotEqualTo(stored).doesNotContain("taken");
    return format.read(before);
  }

  private List<OrderEvent> cancelling() {
    return then(
        order.until(Step.PAYMENT), order.cancelling(CancellationReason.CUSTOMER, Step.PROCESSING));
  }

  private OrderEvent unexpected(Money amount, UnexpectedBecause because) {
    return new OrderEvent.UnexpectedPaymentCaptured(
        order.id(), new ChargeId("ch_other"), amount, because);
  }

  private static Payments payments(List<OrderEvent> events) {
    OrderView view = Folded.view(events);
    return Objects.requireNonNull(view.payments());
  }
}
