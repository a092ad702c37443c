package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.views.history.RecordedEvent;
import io.orderflow.views.status.RowDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RowFoldTest {

  private final OrderEvents order = new OrderEvents(new OrderId(new UUID(0, 1)));
  private final List<OrderEvent> events = order.until(Step.DELIVERY);

  @Test
  void a_row_that_is_what_its_events_give_has_no_difference() {
    assertThat(compared(Folded.state(events), events)).isNull();
  }

  @Test
  void a_row_that_lacks_the_newest_event_is_behind_from_that_event_on() {
    var row = Folded.state(order.until(Step.PROCESSING));

    assertThat(found(row, events)).isEqualTo("BEHIND 4");
  }

  @Test
  void a_row_of_more_events_than_there_are_is_ahead() {
    assertThat(found(Folded.state(events), order.until(Step.PAYMENT))).isEqualTo("AHEAD 3");
  }

  /** As if the projection had moved the version on and lost what the event says. */
  @Test
  void a_lost_event_is_named() {
    var failing =
        OrderEvents.then(
            order.until(Step.STOCK),
            order.failed(Attempt.Kind.REQUEST, Step.PAYMENT, 1),
            order.captured(),
            order.processed());
    var whole = Folded.state(failing);
    var row = whole.with(Folded.state(failing.subList(0, 3)).steps());

    var difference = compared(row, failing);
    assertThat(difference)
        .isEqualTo(new RowDifference(order.id(), Kind.STATE, 3, "differs in steps"));
  }

  @Test
  void of_several_parts_the_first_event_is_named() {
    var whole = Folded.state(events);
    var row =
        whole
            .with(Folded.state(order.until(Step.STOCK)).payment())
            .with(Folded.state(order.until(Step.PROCESSING)).progress());

    var difference = compared(row, events);
    assertThat(difference)
        .isEqualTo(new RowDifference(order.id(), Kind.STATE, 2, "differs in progress, payment"));
  }

  @Test
  void a_value_the_order_never_had_differs_from_the_event_that_should_have_set_it() {
    var row = Folded.state(events).with(PaymentState.PENDING.declined());

    assertThat(found(row, events)).isEqualTo("STATE 2");
  }

  private @Nullable RowDifference compared(OrderViewState row, List<OrderEvent> stored) {
    var recorded = new ArrayList<RecordedEvent>();
    for (var event : stored) {
      long sequence = recorded.size();
      recorded.add(new RecordedEvent(event, sequence, OrderEvents.at(sequence), Optional.empty()));
    }
    return new RowFold(row).compare(recorded.iterator());
  }

  private String found(OrderViewState row, List<OrderEvent> stored) {
    var difference = compared(row, stored);
    return difference == null ? "" : difference.kind() + " " + difference.event();
  }
}
