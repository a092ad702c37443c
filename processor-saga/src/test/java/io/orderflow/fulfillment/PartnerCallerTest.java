package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.ConfirmStep;
import io.orderflow.api.order.OrderCommand.RecordStockReserved;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.origin.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** When a partner is asked, and when its order confirms first. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartnerCallerTest {

  private static final OrderId ORDER = new OrderId(new UUID(0, 1));
  private static final Duration CONFIRM_AFTER = Duration.ofMinutes(15);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1));
  private static final OrderOutcome OVER =
      new OrderOutcome.Refused(OrderOutcome.Code.STEP_SETTLED, "it is shipped", Set.of());

  private final List<OrderCommand> commands = new ArrayList<>();
  private final List<Optional<Origin>> origins = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void an_old_order_that_has_moved_on_is_not_asked_for_again() {
    ask(FulfillmentScenario.NOON.minus(Duration.ofDays(400)), _ -> OVER);
    assertThat(asked).hasValue(0);
    assertThat(commands)
        .containsExactly(new ConfirmStep(ORDER, Attempt.Kind.REQUEST, Step.STOCK, null));
  }

  @Test
  void for_an_old_order_that_still_waits_the_partner_is_asked() {
    ask(FulfillmentScenario.NOON.minus(Duration.ofDays(400)), _ -> new OrderOutcome.Accepted(0));
    assertThat(asked).hasValue(1);
    assertThat(commands).hasSize(2).last().isEqualTo(new RecordStockReserved(ORDER));
  }

  @Test
  void for_a_new_order_the_partner_is_asked_at_once() {
    ask(FulfillmentScenario.NOON.minus(CONFIRM_AFTER), _ -> OVER);
    assertThat(asked).hasValue(1);
    assertThat(commands).containsExactly(new RecordStockReserved(ORDER));
  }

  @Test
  void an_order_of_unknown_age_counts_as_old() {
    ask(null, _ -> OVER);
    assertThat(asked).hasValue(0);
  }

  @Test
  void while_an_old_order_does_not_answer_its_partner_is_not_asked() {
    assertThatThrownBy(
            () ->
                ask(
                    Instant.EPOCH,
                    _ -> {
                      throw new IllegalStateException("planted");
                    }))
        .hasStackTraceContaining("planted");
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_report_carries_what_led_to_the_call() {
    ask(FulfillmentScenario.NOON, _ -> new OrderOutcome.Accepted(0));

    assertThat(origins)
        .containsExactly(Optional.of(new Origin(Origin.Cause.REPLY, null, "4bf9", "7")));
  }

  private void ask(@Nullable Instant placedAt, Function<OrderCommand, OrderOutcome> order) {
    var attempt = new Attempt(Attempt.Kind.REQUEST, Step.STOCK, null, 1, 1);
    partnerCaller(order)
        .ask(
            new AttemptContext(ORDER, attempt, placedAt, null, new CausingEvent(7, "4bf9", null)),
            () -> {
              asked.incrementAndGet();
              return new PartnerAnswer.Settled(List.of(new RecordStockReserved(ORDER)));
            },
            _ -> {});
  }

  private PartnerCaller partnerCaller(Function<OrderCommand, OrderOutcome> order) {
    var bus = SimpleCommandBus.builder().build();
    for (Class<?> type : OrderCommand.class.getPermittedSubclasses()) {
      bus.subscribe(
          type.getName(),
          message -> {
            var command = (OrderCommand) message.getPayload();
            commands.add(command);
            origins.add(Origin.of(message.getMetaData()));
            return order.apply(command);
          });
    }
    return new PartnerCaller(
        DefaultCommandGateway.builder().commandBus(bus).build(),
        RandomGenerator.getDefault(),
        Clock.fixed(FulfillmentScenario.NOON, ZoneOffset.UTC),
        new PartnerCaller.Terms(Duration.ofSeconds(10), CONFIRM_AFTER, _ -> BACKOFF));
  }
}
