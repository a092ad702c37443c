package io.orderflow.fulfillment;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.sagastore.Outbox;
import io.orderflow.sagastore.SimulatedRows;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/** The production saga of an order, its errand and its reporter, as patient as by default. */
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
   * @param pairs is told the kind of state and the kind of signal, each time the two meet
   */
  public static SimulatedRows<?, ?> rows(
      Clock clock,
      List<PartnerStep> partners,
      PartnerCaller reporter,
      Outbox outbox,
      BiConsumer<String, String> pairs) {
    var rows =
        new SimulatedRows<>(
            new FulfillmentSagaDefinition(),
            new Fulfillment(DEFAULTS.patience()),
            clock,
            (FulfillmentDocument before, Object heard) -> note(before, heard, pairs));
    rows.employ(new FulfillmentTaskHandler(partners, reporter, rows.door(outbox), DEFAULTS));
    return rows;
  }

  public static PartnerCaller reporter(Outbox outbox, RandomGenerator random, Clock clock) {
    return new PartnerCaller(outbox.gateway(), random, clock, DEFAULTS.terms());
  }

  /** How long refunds are waited for, too. */
  public static UndoPatience undoPatience() {
    return DEFAULTS.undoPatience();
  }

  private static void note(
      FulfillmentDocument before, Object heard, BiConsumer<String, String> pairs) {
    var signal =
        heard instanceof OrderEvent event
            ? FulfillmentSignals.of(event, before.order()).orElse(null)
            : (FulfillmentSignal) heard;
    if (signal != null) {
      pairs.accept(name(before.state()), name(signal));
    }
  }

  private static String name(Object thing) {
    return thing.getClass().getSimpleName();
  }
}
