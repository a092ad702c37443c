package io.orderflow.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.logging.RateLimitedLogger;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120) // only against hanging for ever
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderGatewayTest {

  private static final Duration AMPLE = Duration.ofMinutes(1);
  private static final CancelOrder COMMAND =
      new CancelOrder(new OrderId(UUID.randomUUID()), Actor.CUSTOMER, null);

  private static final Origin ORIGIN = new Origin(Origin.Cause.REQUEST, null, "4bf9", null);

  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private final CountDownLatch released = new CountDownLatch(1);
  private final CommandBus bus = AsynchronousCommandBus.builder().executor(threads).build();

  @AfterEach
  void release() {
    released.countDown();
    threads.shutdown();
  }

  @Test
  void the_orders_answer_is_handed_on() {
    assertThat(answeredBy(message -> new OrderOutcome.Accepted(3), AMPLE))
        .isEqualTo(new OrderOutcome.Accepted(3));
  }

  @Test
  void an_order_that_does_not_answer_in_time_has_an_unknown_outcome() {
    assertUnknown(
        message -> {
          released.await();
          return new OrderOutcome.Accepted(0);
        },
        Duration.ofMillis(300));
  }

  @Test
  void an_error_says_nothing_about_the_outcome() {
    assertUnknown(
        message -> {
          throw new IllegalStateException("the connection broke, before or after the commit");
        },
        AMPLE);
  }

  @Test
  void a_full_disk_leaves_no_doubt_about_the_outcome() {
    assertThatThrownBy(
            () ->
                answeredBy(
                    message -> {
                      throw new SQLException("No space left on device", "53100");
                    },
                    AMPLE))
        .isNotInstanceOf(ProblemException.class)
        .hasRootCauseInstanceOf(SQLException.class);
  }

  @Test
  void an_order_whose_events_cannot_be_read_is_no_case_for_another_try() {
    assertThatThrownBy(
            () ->
                answeredBy(
                    message -> {
                      throw new SerializationException("no type is known under this alias");
                    },
                    AMPLE))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(OrderProblemCode.ORDER_UNREADABLE);
              assertThat(problem.detail()).doesNotContain("alias");
            });
  }

  @Test
  void a_wrong_time_out_stops_the_start_with_a_sentence() {
    for (var wrong : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofHours(1)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new OrderingProperties(wrong, Duration.ofHours(1), Duration.ofSeconds(20)))
          .withMessageContaining("orderflow.ordering.command-timeout");
    }
  }

  private void assertUnknown(MessageHandler<CommandMessage<?>> handler, Duration timeout) {
    assertThatThrownBy(() -> answeredBy(handler, timeout))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(GeneralProblemCode.OUTCOME_UNKNOWN);
              assertThat(problem.detail()).isEqualTo("ask again");
              assertThat(problem.extensions())
                  .containsEntry("orderId", COMMAND.orderId().toString());
            });
  }

  private OrderOutcome answeredBy(MessageHandler<CommandMessage<?>> handler, Duration timeout) {
    try (var subscription = bus.subscribe(CancelOrder.class.getName(), handler)) {
      assertThat(subscription).isNotNull();
      var gateway = DefaultCommandGateway.builder().commandBus(bus).build();
      return new OrderGateway(
              gateway,
              new OrderingProperties(timeout, Duration.ofHours(1), Duration.ofSeconds(20)),
              new RateLimitedLogger(Clock.systemUTC()))
          .send(COMMAND, ORIGIN, "ask again");
    }
  }
}
