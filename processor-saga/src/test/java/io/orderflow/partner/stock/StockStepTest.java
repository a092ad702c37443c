package io.orderflow.partner.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import io.orderflow.api.catalog.StockCommand.Line;
import io.orderflow.api.catalog.StockCommand.ReleaseStock;
import io.orderflow.api.catalog.StockCommand.ReserveStock;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.api.order.OrderCommand.RecordStockRefused;
import io.orderflow.api.order.OrderCommand.RecordStockReleased;
import io.orderflow.api.order.OrderCommand.RecordStockReserved;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerAnswer.Settled;
import io.orderflow.partner.SimulatedPartners;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StockStepTest {

  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Duration IMPATIENT = Duration.ofMillis(200);

  private final AsynchronousCommandBus catalogue = AsynchronousCommandBus.builder().build();
  private final List<Object> asked = new ArrayList<>();
  private final OrderFacts order = SimulatedPartners.order("pm_card_ok", "laptop");

  @AfterEach
  void stop() {
    catalogue.shutdown();
  }

  @Test
  void a_reservation_holds_all_lines() {
    assertThat(step(StockOutcome.Reserved::new).request(order, 1))
        .isEqualTo(Settled.with(new RecordStockReserved(order.orderId())));
    assertThat(asked)
        .containsExactly(
            new ReserveStock(
                order.orderId(), List.of(new Line(new Sku("laptop"), new Quantity(1)))));
  }

  @Test
  void missing_stock_is_a_no() {
    assertThat(step(() -> new StockOutcome.Refused("laptop is short")).request(order, 1))
        .isEqualTo(Settled.with(new RecordStockRefused(order.orderId(), "laptop is short")));
  }

  @Test
  void an_undo_releases() {
    assertThat(step(StockOutcome.Released::new).undo(order, 1))
        .isEqualTo(Settled.with(new RecordStockReleased(order.orderId())));
    assertThat(asked).containsExactly(new ReleaseStock(order.orderId()));
  }

  @Test
  void an_answer_to_another_command_is_unknown() {
    assertUnknown(step(StockOutcome.Released::new).request(order, 1));
    assertUnknown(step(StockOutcome.Reserved::new).undo(order, 1));
    assertUnknown(step(() -> null).undo(order, 1));
  }

  @Test
  void a_failing_catalog_is_unknown() {
    assertUnknown(
        step(() -> {
              throw new IllegalStateException("the database is away");
            })
            .request(order, 1));
  }

  @Test
  void a_catalog_without_a_handler_is_unknown() {
    assertUnknown(newStep(PATIENT).request(order, 1));
  }

  @Test
  void a_silent_catalog_is_unknown_in_time() {
    var end = new CountDownLatch(1);
    try {
      assertUnknown(
          step(
                  () -> {
                    await(end);
                    return new StockOutcome.Reserved();
                  },
                  IMPATIENT)
              .request(order, 1));
    } finally {
      end.countDown();
    }
  }

  private StockStep step(Supplier<@Nullable StockOutcome> outcome) {
    return step(outcome, PATIENT);
  }

  private StockStep step(Supplier<@Nullable StockOutcome> outcome, Duration patience) {
    for (var command : List.of(ReserveStock.class, ReleaseStock.class)) {
      catalogue.subscribe(
          command.getName(),
          message -> {
            asked.add(message.getPayload());
            return outcome.get();
          });
    }
    return newStep(patience);
  }

  private StockStep newStep(Duration patience) {
    return new StockStep(
        DefaultCommandGateway.builder().commandBus(catalogue).build(),
        SimulatedPartners.at(URI.create("http://127.0.0.1:1"), patience));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertUnknown(PartnerAnswer partnerAnswer) {
    assertThat(partnerAnswer).isInstanceOf(PartnerAnswer.Unknown.class);
  }
}
