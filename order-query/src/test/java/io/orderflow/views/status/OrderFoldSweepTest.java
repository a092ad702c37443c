package io.orderflow.views.status;

import static io.orderflow.views.status.OrderEvents.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderView.StepState;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every event in every status: the fold is for readers and never refuses what has happened. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderFoldSweepTest {

  private final OrderEvents order = new OrderEvents(new OrderId(new UUID(0, 1)));
  private final OrderRowMapper format = new OrderRowMapper();

  @ParameterizedTest
  @EnumSource
  void any_event_can_be_shown_in(OrderStatus status) {
    var before = Folded.state(historyTo(status));
    assertThat(before.status()).isEqualTo(status);

    for (var event : order.everyKind()) {
      long next = before.version() + 1;
      var after = OrderFold.fold(before, event, next, OrderEvents.at(next));

      assertThat(after.status()).as("%s", event).isEqualTo(OrderStatus.after(status, event));
      after.status().step().ifPresent(step -> assertAwaited(step, after, event));
      assertThat(after.version()).as("%s", event).isEqualTo(next);
      assertThat(after.updatedAt()).as("%s", event).isEqualTo(OrderEvents.at(next));
      assertThat(after.placed().equals(before.placed()))
          .as("%s", event)
          .isEqualTo(!(event instanceof OrderEvent.LabelsChanged));
      assertThat(after.steps().steps()).as("%s", event).hasSize(Step.values().length);
      assertThat(after.view().allowedActions())
          .as("%s", event)
          .isEqualTo(after.status().allowedActions());
      assertThat(format.read(format.write(after))).as("%s", event).isEqualTo(after);
    }
  }

  @Test
  void the_sweep_leaves_no_kind_of_event_out() {
    var swept = order.everyKind().stream().map(Object::getClass).collect(Collectors.toSet());

    assertThat(swept)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.asList(OrderEvent.class.getPermittedSubclasses()));
  }

  /** The view never says that an order waits for a step and shows that step as done or undone. */
  private static void assertAwaited(Step step, OrderViewState order, OrderEvent event) {
    assertThat(Folded.step(order.view(), step).state())
        .as("%s", event)
        .isIn(StepState.IN_PROGRESS, StepState.REFUSED);
  }

  private List<OrderEvent> historyTo(OrderStatus status) {
    var cancelling =
        then(
            order.until(Step.PAYMENT),
            order.cancelling(CancellationReason.CUSTOMER, Step.PROCESSING));
    return switch (status) {
      case CREATED -> List.of(order.created());
      case AWAITING_PAYMENT -> order.until(Step.STOCK);
      case PROCESSING -> order.until(Step.PAYMENT);
      case READY_TO_SHIP -> order.until(Step.PROCESSING);
      case SHIPPED -> order.until(Step.SHIPPING);
      case COMPLETED -> order.until(Step.DELIVERY);
      case CANCELLING -> cancelling;
      case CANCELLED ->
          Stream.concat(
                  cancelling.stream(),
                  Stream.of(
                      new OrderEvent.ProcessingCancelled(order.id()),
                      order.refunded(OrderEvents.CHARGE),
                      order.released(),
                      order.cancelled()))
              .toList();
    };
  }
}
