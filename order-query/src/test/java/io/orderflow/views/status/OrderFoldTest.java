package io.orderflow.views.status;

import static io.orderflow.views.status.Folded.step;
import static io.orderflow.views.status.Folded.view;
import static io.orderflow.views.status.OrderEvents.CHARGE;
import static io.orderflow.views.status.OrderEvents.OTHER_CHARGE;
import static io.orderflow.views.status.OrderEvents.at;
import static io.orderflow.views.status.OrderEvents.then;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.Labels;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.FulfillmentStatus;
import io.orderflow.api.order.OrderAction;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderView;
import io.orderflow.api.order.OrderView.Shipment;
import io.orderflow.api.order.OrderView.StepState;
import io.orderflow.api.order.OrderView.StepView;
import io.orderflow.api.order.PaymentStatus;
import io.orderflow.api.order.ShipmentResolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderFoldTest {

  private final OrderEvents order = new OrderEvents(new OrderId(new UUID(0, 1)));

  @Test
  void a_placed_order_asks_for_its_stock_and_can_be_cancelled() {
    var view = view(List.of(order.created()));

    assertThat(view.status()).isEqualTo(OrderStatus.CREATED);
    assertThat(view.version()).isZero();
    assertThat(view.items()).hasSize(2);
    assertThat(view.total()).isEqualTo(OrderEvents.TOTAL);
    assertThat(view.allowedActions()).containsExactly(OrderAction.CANCEL);
    assertThat(view.createdAt()).isEqualTo(OrderEvents.PLACED_AT);
    assertThat(view.steps())
        .extracting(StepView::state)
        .containsExactly(
            StepState.IN_PROGRESS,
            StepState.WAITING,
            StepState.WAITING,
            StepState.WAITING,
            StepState.WAITING);
    assertThat(view.steps()).extracting(StepView::attempt).containsExactly(1, 0, 0, 0, 0);
  }

  @Test
  void labels_change_and_nothing_else_with_them() {
    var before = Folded.state(order.until(Step.DELIVERY));
    var after = Folded.state(then(order.until(Step.DELIVERY), order.labelled()));

    assertThat(before.view().number()).isEqualTo(OrderEvents.NUMBER);
    assertThat(before.view().labels()).isEqualTo(OrderEvents.LABELS);
    assertThat(after.view().labels())
        .isEqualTo(new Labels(Map.of("channel", "shop", "vip", "yes")));
    assertThat(after.with(before.placed()).asOf(before.status(), 5, before.updatedAt()))
        .isEqualTo(before);
  }

  @Test
  void a_row_from_before_there_were_numbers_and_labels_is_read_and_written_as_it_was() {
    var state = Folded.state(List.of(order.createdBefore()));
    var rows = new OrderRowMapper();
    String row = rows.write(state);

    assertThat(row).doesNotContain("number", "labels");
    assertThat(rows.read(row)).isEqualTo(state);
    assertThat(rows.read(row).view().number()).isNull();
    assertThat(rows.read(row).view().labels()).isEqualTo(Labels.NONE);
  }

  @Test
  void each_success_moves_the_order_on_and_asks_for_the_next_step() {
    var seen = new ArrayList<List<Object>>();
    for (var step : Step.values()) {
      var view = view(order.until(step));
      seen.add(List.of(view.status(), view.paymentStatus(), view.fulfillmentStatus()));
    }

    assertThat(seen)
        .containsExactly(
            List.of(
                OrderStatus.AWAITING_PAYMENT, PaymentStatus.PENDING, FulfillmentStatus.RESERVED),
            List.of(OrderStatus.PROCESSING, PaymentStatus.CAPTURED, FulfillmentStatus.RESERVED),
            List.of(OrderStatus.READY_TO_SHIP, PaymentStatus.CAPTURED, FulfillmentStatus.PROCESSED),
            List.of(OrderStatus.SHIPPED, PaymentStatus.CAPTURED, FulfillmentStatus.DISPATCHED),
            List.of(OrderStatus.COMPLETED, PaymentStatus.CAPTURED, FulfillmentStatus.DELIVERED));
  }

  @Test
  void a_delivered_order_is_complete_with_every_step_done() {
    var view = view(order.until(Step.DELIVERY));

    assertThat(view.steps()).extracting(StepView::state).containsOnly(StepState.SUCCEEDED);
    assertThat(view.shipment()).isEqualTo(new Shipment("track-1", at(4), at(5)));
    assertThat(view.allowedActions()).isEmpty();
    assertThat(view.updatedAt()).isEqualTo(at(5));
  }

  @Test
  void a_delivery_implies_a_dispatch_that_was_not_reported() {
    var view = view(then(order.until(Step.PROCESSING), order.delivered()));

    assertThat(view.status()).isEqualTo(OrderStatus.COMPLETED);
    assertThat(view.shipment()).isEqualTo(new Shipment(null, at(4), at(4)));
    assertThat(step(view, Step.SHIPPING).state()).isEqualTo(StepState.SUCCEEDED);
  }

  @Test
  void a_failed_try_shows_its_error_and_the_next_try_until_the_step_succeeds() {
    var failing =
        then(order.until(Step.STOCK), order.failed(Attempt.Kind.REQUEST, Step.PAYMENT, 2));

    assertThat(step(view(failing), Step.PAYMENT))
        .isEqualTo(
            new StepView(
                Step.PAYMENT,
                StepState.IN_PROGRESS,
                3,
                "503",
                OrderEvents.START.plusSeconds(1000)));
    assertThat(step(view(then(failing, order.captured())), Step.PAYMENT))
        .isEqualTo(new StepView(Step.PAYMENT, StepState.SUCCEEDED, 3, "503", null));
  }

  @Test
  void a_declined_payment_is_undone_newest_first_and_stays_declined() {
    var declined =
        then(order.until(Step.STOCK), new OrderEvent.PaymentDeclined(order.id(), "card expired"));
    assertThat(step(view(declined), Step.PAYMENT).state()).isEqualTo(StepState.REFUSED);

    var cancelling =
        then(declined, order.cancelling(CancellationReason.PAYMENT_DECLINED, Step.PAYMENT));
    assertThat(view(cancelling).status()).isEqualTo(OrderStatus.CANCELLING);
    assertThat(states(view(cancelling)))
        .startsWith(StepState.SUCCEEDED, StepState.COMPENSATING, StepState.WAITING);

    var voided = then(cancelling, new OrderEvent.PaymentVoided(order.id()));
    assertThat(states(view(voided))).startsWith(StepState.COMPENSATING, StepState.COMPENSATED);

    var ended = view(then(voided, order.released(), order.cancelled()));
    assertThat(ended.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(ended.paymentStatus()).isEqualTo(PaymentStatus.DECLINED);
    assertThat(ended.fulfillmentStatus()).isEqualTo(FulfillmentStatus.RELEASED);
    assertThat(states(ended))
        .containsExactly(
            StepState.COMPENSATED,
            StepState.COMPENSATED,
            StepState.WAITING,
            StepState.WAITING,
            StepState.WAITING);
    assertThat(ended.cancellation())
        .isNotNull()
        .satisfies(
            cancellation -> {
              assertThat(cancellation.reason()).isEqualTo(CancellationReason.PAYMENT_DECLINED);
              assertThat(cancellation.startedAt()).isEqualTo(at(3));
              assertThat(cancellation.completedAt()).isEqualTo(at(6));
            });
  }

  @Test
  void an_unanswered_payment_times_out_and_its_late_charge_goes_back() {
    var timedOut =
        then(
            order.until(Step.STOCK),
            order.cancelling(CancellationReason.PAYMENT_TIMED_OUT, Step.PAYMENT),
            new OrderEvent.PaymentVoided(order.id()),
            order.released(),
            order.cancelled());
    assertThat(view(timedOut).paymentStatus()).isEqualTo(PaymentStatus.TIMED_OUT);

    var late = then(timedOut, order.surplus(CHARGE));
    assertThat(view(late).paymentStatus()).isEqualTo(PaymentStatus.REFUND_PENDING);
    assertThat(view(late).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(view(then(late, order.refunded(CHARGE))).paymentStatus())
        .isEqualTo(PaymentStatus.REFUNDED);
  }

  @Test
  void an_order_that_ended_before_anything_was_asked_of_the_payment_partner_was_not_charged() {
    var outOfStock =
        then(
            List.of(order.created()),
            order.cancelling(CancellationReason.OUT_OF_STOCK, Step.STOCK),
            order.released(),
            order.cancelled());
    assertThat(view(outOfStock).paymentStatus()).isEqualTo(PaymentStatus.NOT_CHARGED);

    var stray = then(outOfStock, order.surplus(CHARGE));
    assertThat(view(stray).paymentStatus()).isEqualTo(PaymentStatus.REFUND_PENDING);
  }

  @Test
  void a_customer_who_cancels_before_paying_ends_with_a_void() {
    var view =
        view(
            then(
                order.until(Step.STOCK),
                order.cancelling(CancellationReason.CUSTOMER, Step.PAYMENT),
                new OrderEvent.PaymentVoided(order.id())));

    assertThat(view.paymentStatus()).isEqualTo(PaymentStatus.VOIDED);
  }

  @Test
  void an_order_that_costs_nothing_passes_its_payment_and_goes_on() {
    var passed = view(then(order.until(Step.STOCK), order.notRequired()));

    assertThat(passed.status()).isEqualTo(OrderStatus.PROCESSING);
    assertThat(passed.paymentStatus()).isEqualTo(PaymentStatus.NOT_REQUIRED);
    assertThat(states(passed))
        .startsWith(StepState.SUCCEEDED, StepState.NOT_REQUIRED, StepState.IN_PROGRESS);
  }

  @Test
  void a_payment_that_is_not_required_is_not_undone_either() {
    var cancelling =
        then(
            order.until(Step.STOCK),
            order.notRequired(),
            order.cancelling(CancellationReason.CUSTOMER, Step.PROCESSING),
            new OrderEvent.ProcessingCancelled(order.id()));
    assertThat(states(view(cancelling)))
        .startsWith(StepState.COMPENSATING, StepState.NOT_REQUIRED, StepState.COMPENSATED);

    var ended =
        view(
            then(
                cancelling,
                new OrderEvent.PaymentVoided(order.id()),
                order.released(),
                order.cancelled()));
    assertThat(ended.paymentStatus()).isEqualTo(PaymentStatus.NOT_REQUIRED);
    assertThat(states(ended))
        .startsWith(StepState.COMPENSATED, StepState.NOT_REQUIRED, StepState.COMPENSATED);
  }

  @Test
  void a_paid_order_that_is_cancelled_is_refunded() {
    var cancelling =
        then(
            order.until(Step.PAYMENT),
            order.cancelling(CancellationReason.PROCESSING_REFUSED, Step.PROCESSING));
    assertThat(view(cancelling).paymentStatus()).isEqualTo(PaymentStatus.REFUND_PENDING);

    var refunded =
        then(cancelling, new OrderEvent.ProcessingCancelled(order.id()), order.refunded(CHARGE));
    assertThat(view(refunded).paymentStatus()).isEqualTo(PaymentStatus.REFUNDED);
    assertThat(step(view(refunded), Step.PAYMENT).state()).isEqualTo(StepState.COMPENSATED);
    assertThat(step(view(refunded), Step.STOCK).state()).isEqualTo(StepState.COMPENSATING);
  }

  @Test
  void a_second_charge_leaves_a_paid_order_paid() {
    var doubled = then(order.until(Step.PAYMENT), order.surplus(OTHER_CHARGE));

    assertThat(view(doubled).paymentStatus()).isEqualTo(PaymentStatus.CAPTURED);
    assertThat(view(then(doubled, order.refunded(OTHER_CHARGE))).paymentStatus())
        .isEqualTo(PaymentStatus.CAPTURED);
  }

  @Test
  void an_order_is_refunded_only_when_no_charge_is_owed_any_more() {
    var bothOwed =
        then(
            order.until(Step.PAYMENT),
            order.surplus(OTHER_CHARGE),
            order.cancelling(CancellationReason.CUSTOMER, Step.PROCESSING));

    var oneBack = then(bothOwed, order.refunded(OTHER_CHARGE));
    assertThat(view(oneBack).paymentStatus()).isEqualTo(PaymentStatus.REFUND_PENDING);
    assertThat(step(view(oneBack), Step.PAYMENT).state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(view(then(oneBack, order.refunded(CHARGE))).paymentStatus())
        .isEqualTo(PaymentStatus.REFUNDED);
  }

  @Test
  void an_overruled_cancellation_is_a_paid_and_shipped_order_again() {
    var overruled =
        then(
            order.until(Step.PROCESSING),
            order.cancelling(CancellationReason.CUSTOMER, Step.SHIPPING),
            order.attention(Attempt.Kind.COMPENSATION, Step.SHIPPING, 1),
            new OrderEvent.CancellationOverruled(order.id()));
    var view = view(overruled);

    assertThat(view.status()).isEqualTo(OrderStatus.SHIPPED);
    assertThat(view.paymentStatus()).isEqualTo(PaymentStatus.CAPTURED);
    assertThat(view.fulfillmentStatus()).isEqualTo(FulfillmentStatus.DISPATCHED);
    assertThat(view.cancellation())
        .isEqualTo(
            new OrderView.Cancellation(
                CancellationReason.CUSTOMER,
                Step.SHIPPING,
                Actor.SYSTEM,
                "no",
                OrderEvents.at(overruled.size() - 3),
                null,
                OrderEvents.at(overruled.size() - 1)));
    assertThat(view(then(overruled, order.delivered())).cancellation())
        .isEqualTo(view.cancellation());
    assertThat(view.attention()).isEmpty();
    assertThat(states(view))
        .containsExactly(
            StepState.SUCCEEDED,
            StepState.SUCCEEDED,
            StepState.SUCCEEDED,
            StepState.SUCCEEDED,
            StepState.IN_PROGRESS);
    assertThat(view(then(overruled, order.delivered())).status()).isEqualTo(OrderStatus.COMPLETED);
  }

  @Test
  void a_reminder_keeps_since_when_a_person_is_needed_and_a_new_matter_does_not() {
    var raised =
        then(order.until(Step.PAYMENT), order.attention(Attempt.Kind.REQUEST, Step.PROCESSING, 1));
    var reminded = then(raised, order.attention(Attempt.Kind.REQUEST, Step.PROCESSING, 1));
    var anew = then(raised, order.attention(Attempt.Kind.REQUEST, Step.PROCESSING, 2));

    assertThat(view(reminded).attention())
        .singleElement()
        .satisfies(attention -> assertThat(attention.since()).isEqualTo(at(3)));
    assertThat(view(anew).attention())
        .singleElement()
        .satisfies(attention -> assertThat(attention.since()).isEqualTo(at(4)));
  }

  @Test
  void an_attention_ends_with_its_steps_success_or_an_operators_answer() {
    var raised =
        then(order.until(Step.PAYMENT), order.attention(Attempt.Kind.REQUEST, Step.PROCESSING, 1));

    assertThat(view(then(raised, order.processed())).attention()).isEmpty();
    assertThat(view(then(raised, order.retry(Step.PROCESSING, 1))).attention()).isEmpty();
    assertThat(view(then(raised, order.resolved(Step.PROCESSING))).attention()).isEmpty();
    assertThat(view(then(raised, order.surplus(OTHER_CHARGE))).attention()).hasSize(1);
  }

  @Test
  void a_cancellation_ends_the_attention_of_what_was_wanted_but_not_of_a_charge() {
    var raised =
        then(
            order.until(Step.PAYMENT),
            order.attention(Attempt.Kind.REQUEST, Step.PROCESSING, 1),
            order.refundAttention(OTHER_CHARGE, 2),
            order.cancelling(CancellationReason.CUSTOMER, Step.PROCESSING));

    assertThat(view(raised).attention())
        .singleElement()
        .satisfies(attention -> assertThat(attention.chargeId()).isEqualTo(OTHER_CHARGE));
    assertThat(view(then(raised, order.refunded(OTHER_CHARGE))).attention()).isEmpty();
  }

  @Test
  void the_undo_of_a_step_ends_its_attention() {
    var stuck =
        then(
            order.until(Step.PAYMENT),
            order.cancelling(CancellationReason.CUSTOMER, Step.PROCESSING),
            new OrderEvent.ProcessingCancelled(order.id()),
            new OrderEvent.CompensationRefused(order.id(), Step.PAYMENT, 1, CHARGE, "closed"),
            order.attention(Attempt.Kind.COMPENSATION, Step.PAYMENT, 1));
    assertThat(step(view(stuck), Step.PAYMENT).lastError()).isEqualTo("closed");
    assertThat(view(stuck).attention()).hasSize(1);

    assertThat(view(then(stuck, order.refunded(CHARGE))).attention()).isEmpty();
  }

  @Test
  void what_a_person_settled_counts_in_the_direction_the_order_goes() {
    assertThat(view(then(order.until(Step.PAYMENT), order.resolved(Step.PROCESSING))).status())
        .isEqualTo(OrderStatus.READY_TO_SHIP);
    assertThat(
            view(then(order.until(Step.PROCESSING), order.resolved(ShipmentResolution.SHIPPED)))
                .status())
        .isEqualTo(OrderStatus.SHIPPED);
    assertThat(view(then(order.until(Step.SHIPPING), order.resolved(Step.DELIVERY))).status())
        .isEqualTo(OrderStatus.COMPLETED);

    var cancelling =
        then(
            order.until(Step.PROCESSING),
            order.cancelling(CancellationReason.CUSTOMER, Step.SHIPPING),
            order.resolved(ShipmentResolution.NOT_SHIPPED),
            order.resolved(Step.PROCESSING),
            order.resolved(Step.PAYMENT));
    assertThat(view(cancelling).paymentStatus()).isEqualTo(PaymentStatus.REFUNDED);
    assertThat(states(view(cancelling)))
        .startsWith(StepState.COMPENSATING, StepState.COMPENSATED, StepState.COMPENSATED);
  }

  @Test
  void the_undo_of_a_foreign_charge_leaves_the_ledger_alone() {
    var cancelling =
        then(
            order.until(Step.PAYMENT),
            order.surplus(OTHER_CHARGE),
            order.cancelling(CancellationReason.CUSTOMER, Step.PROCESSING));
    var foreignFailure =
        new OrderEvent.StepAttemptFailed(
            order.id(),
            new Attempt(Attempt.Kind.COMPENSATION, Step.PAYMENT, OTHER_CHARGE, 1, 4),
            "503",
            Instant.EPOCH);

    assertThat(view(then(cancelling, foreignFailure)).steps()).isEqualTo(view(cancelling).steps());
  }

  @Test
  void an_event_already_folded_changes_nothing() {
    var state = Folded.state(order.until(Step.PAYMENT));

    assertThat(OrderFold.fold(state, order.reserved(), 1, at(99))).isSameAs(state);
  }

  @Test
  void a_missing_event_is_never_passed_over() {
    var state = Folded.state(order.until(Step.STOCK));

    assertThatThrownBy(() -> OrderFold.fold(state, order.processed(), 3, at(3)))
        .isInstanceOf(OrderFold.OutOfSequenceException.class)
        .hasMessageContaining("event 3 came where event 2 was due");
    assertThatThrownBy(() -> OrderFold.fold(null, order.reserved(), 1, at(1)))
        .isInstanceOf(OrderFold.OutOfSequenceException.class);
    assertThatThrownBy(() -> OrderFold.fold(null, order.reserved(), 0, at(0)))
        .isInstanceOf(OrderFold.OutOfSequenceException.class);
  }

  private static List<StepState> states(OrderView view) {
    return view.steps().stream().map(StepView::state).toList();
  }
}
