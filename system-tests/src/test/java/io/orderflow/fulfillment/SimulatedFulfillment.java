package io.orderflow.fulfillment;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.sagastore.Outbox;
import io.orderflow.sagastore.SagaDeadline;
import io.orderflow.sagastore.SimulatedRows;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/** The production saga of an order with its workers, under the default settings. */
public final class SimulatedFulfillment {

  private static final StepProperties NOTHING_SET = new StepProperties(null, null, null);
  private static final FulfillmentProperties DEFAULTS =
      new FulfillmentProperties(
          NOTHING_SET,
          NOTHING_SET,
          NOTHING_SET,
          NOTHING_SET,
          NOTHING_SET,
          NOTHING_SET,
          Duration.ofSeconds(20),
          Duration.ofMillis(250),
          Duration.ofSeconds(30),
          Duration.ofHours(24),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          16);

  private SimulatedFulfillment() {}

  /**
   * @param pairs counts each signal that a state is given, by the names of both
   */
  public static SimulatedRows<?, ?> rows(
      Clock clock,
      List<PartnerStep> partners,
      PartnerCaller partnerCaller,
      Outbox outbox,
      BiConsumer<String, String> pairs) {
    var rows =
        new SimulatedRows<>(
            new FulfillmentSagaDefinition(),
            List.of(new Fulfillment(requests()), new StepMeters()),
            clock,
            (FulfillmentDocument before, Object message) -> count(before, message, pairs));
    rows.handleTasksWith(
        new FulfillmentTaskHandler(partners, partnerCaller, rows.messenger(outbox)));
    return rows;
  }

  public static PartnerCaller partnerCaller(Outbox outbox, RandomGenerator random, Clock clock) {
    return new PartnerCaller(outbox.gateway(), random, clock, DEFAULTS.terms());
  }

  public static PartnerRequestLifecycle requests() {
    return new PartnerRequestLifecycle(DEFAULTS.timeouts());
  }

  private static void count(
      FulfillmentDocument before, Object message, BiConsumer<String, String> pairs) {
    var signal =
        switch (message) {
          case OrderEvent event -> FulfillmentSignals.of(event, before.order());
          case SagaDeadline _ -> new FulfillmentSignal.DeadlineExpired();
          default -> (FulfillmentSignal) message;
        };
    if (signal != null) {
      pairs.accept(before.state().is(), signal.getClass().getSimpleName());
    }
  }
}
