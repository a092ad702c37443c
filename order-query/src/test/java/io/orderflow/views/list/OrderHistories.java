package io.orderflow.views.list;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Reference;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderLine;
import io.orderflow.views.history.RecordedEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The events of as many orders as wanted, as a shop has them after a year: most are completed, a
 * few cancelled, very few under way; products and customers are bought and buy unequally often. The
 * same each time.
 *
 * @param count how many orders the year has
 */
public record OrderHistories(int count) {

  private static final Instant BEGIN = Instant.parse("2025-03-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final int PRODUCTS = 2_000;
  private static final int CUSTOMERS = 100_000;

  private static final List<String> KINDS =
      List.of(
          "Laptop",
          "Keyboard",
          "Mouse",
          "Monitor",
          "Lamp",
          "Desk",
          "Chair",
          "Headset",
          "Camera",
          "Printer",
          "Cable",
          "Charger",
          "Speaker",
          "Router",
          "Tablet",
          "Phone",
          "Bag",
          "Stand",
          "Hub",
          "Drive");

  private static final List<String> TRAITS =
      List.of(
          "black",
          "white",
          "silver",
          "blue",
          "red",
          "green",
          "oak",
          "walnut",
          "compact",
          "wireless",
          "mechanical",
          "ergonomic",
          "foldable",
          "portable",
          "curved",
          "quiet",
          "bright",
          "heavy",
          "slim",
          "rugged",
          "crème",
          "façade",
          "Müller");

  /** The events of one order, the oldest first. */
  public record History(OrderId orderId, List<RecordedEvent> events) {}

  /**
   * @param number from 1, the oldest, to the count
   */
  public History history(int number) {
    var chance = new Random(number * 0x9E3779B97F4A7C15L);
    var placedAt =
        BEGIN.plus(YEAR.multipliedBy(number).dividedBy(count)).truncatedTo(ChronoUnit.MILLIS);
    double fate = chance.nextDouble();
    var history = new Recording(placed(number, placedAt, chance), placedAt);
    if (count - number < count * 0.004) { // open orders are young
      underWay(history, (int) (fate * 5));
    } else if (fate < 0.0001) {
      needingAttention(history);
    } else if (fate < 0.04) {
      cancelled(history, number % 8);
    } else {
      history.to(Step.DELIVERY);
    }
    // What ends an order comes within two days.
    return history.ended(Duration.ofSeconds(90 + (long) (fate * 2 * 86_400)));
  }

  private OrderEvent.OrderCreated placed(int number, Instant at, Random chance) {
    var currency = number % 10 == 0 ? "USD" : "EUR";
    long cents = 500 + (long) (Math.pow(chance.nextDouble(), 2) * 200_000);
    int lines = 1 + number % 3;
    var each = BigDecimal.valueOf(cents / lines, 2);
    var first = BigDecimal.valueOf(cents - cents / lines * (lines - 1), 2);
    return new OrderEvent.OrderCreated(
        new OrderId(
            new UUID(
                (chance.nextLong() & ~0xf000L) | 0x5000, (chance.nextLong() >>> 2) | (1L << 63))),
        new CustomerId("c-" + (int) (Math.pow(chance.nextDouble(), 3) * CUSTOMERS)),
        IntStream.range(0, lines)
            .mapToObj(line -> line(chance, money(line == 0 ? first : each, currency)))
            .toList(),
        money(BigDecimal.valueOf(cents, 2), currency),
        new PaymentMethod("pm_card_ok"),
        number % 5 == 0 ? null : new Reference("ORD-" + (1_000_000 + number)),
        OrderNumber.of(at.atOffset(ZoneOffset.UTC).getYear(), number),
        number % 5 == 1
            ? new Labels(Map.of("channel", number % 2 == 0 ? "web" : "shop"))
            : Labels.NONE,
        HexFormat.of().toHexDigits(chance.nextLong()),
        at);
  }

  private static OrderLine line(Random chance, Money price) {
    int product = (int) (Math.pow(chance.nextDouble(), 2) * PRODUCTS);
    var kind = KINDS.get(product % KINDS.size());
    var trait = TRAITS.get(product / KINDS.size() % TRAITS.size());
    return new OrderLine(
        new Sku(kind.toLowerCase(Locale.ROOT) + "-" + product),
        kind + ", " + trait + " " + product % 50,
        new Quantity(1),
        price);
  }

  private static Money money(BigDecimal amount, String currency) {
    return Money.of(amount.setScale(2, RoundingMode.UNNECESSARY).toString(), currency);
  }

  private static void underWay(Recording order, int stage) {
    if (stage > 0) {
      order.to(List.of(Step.STOCK, Step.PAYMENT, Step.PROCESSING, Step.SHIPPING).get(stage - 1));
    }
  }

  private static void needingAttention(Recording order) {
    order.to(Step.PAYMENT);
    order.cancelling(CancellationReason.CUSTOMER, Step.PROCESSING, Actor.CUSTOMER);
    order.add(
        new OrderEvent.CompensationRefused(
            order.id, Step.PAYMENT, 1, order.charge(), "account closed"),
        new OrderEvent.AttentionRaised(
            order.id, Attempt.Kind.COMPENSATION, Step.PAYMENT, null, "refund refused", 1));
  }

  private static void cancelled(Recording order, int how) {
    switch (how) {
      case 0 -> {
        order.to(Step.STOCK);
        order.cancelling(CancellationReason.CUSTOMER, Step.PAYMENT, Actor.CUSTOMER);
        order.add(new OrderEvent.PaymentVoided(order.id));
      }
      case 1 -> {
        order.to(Step.PAYMENT);
        order.cancelling(CancellationReason.CUSTOMER, Step.PROCESSING, Actor.CUSTOMER);
        order.add(new OrderEvent.PaymentRefunded(order.id, order.charge()));
      }
      case 2 -> {
        order.add(new OrderEvent.StockRefused(order.id, "sold out"));
        order.cancelling(CancellationReason.OUT_OF_STOCK, Step.STOCK, Actor.SYSTEM);
      }
      case 3, 4 -> {
        order.to(Step.STOCK);
        order.add(new OrderEvent.PaymentDeclined(order.id, "card expired"));
        order.cancelling(CancellationReason.PAYMENT_DECLINED, Step.PAYMENT, Actor.SYSTEM);
      }
      case 5 -> {
        order.to(Step.STOCK);
        order.cancelling(CancellationReason.PAYMENT_TIMED_OUT, Step.PAYMENT, Actor.SYSTEM);
        order.add(new OrderEvent.PaymentVoided(order.id));
      }
      case 6 -> {
        order.to(Step.PROCESSING);
        order.add(new OrderEvent.ShipmentRefused(order.id, "no such place"));
        order.cancelling(CancellationReason.SHIPPING_REFUSED, Step.SHIPPING, Actor.SYSTEM);
        order.add(
            new OrderEvent.ProcessingCancelled(order.id),
            new OrderEvent.PaymentRefunded(order.id, order.charge()));
      }
      default -> {
        order.to(Step.PAYMENT);
        order.cancelling(CancellationReason.OPERATOR, Step.PROCESSING, Actor.OPERATOR);
        order.add(new OrderEvent.PaymentRefunded(order.id, order.charge()));
      }
    }
    order.add(new OrderEvent.StockReleased(order.id), new OrderEvent.OrderCancelled(order.id));
  }

  /** What has happened to one order so far. */
  private static final class Recording {

    private final OrderId id;
    private final OrderEvent.OrderCreated placed;
    private final List<OrderEvent> events = new ArrayList<>();
    private final Instant placedAt;

    Recording(OrderEvent.OrderCreated placed, Instant placedAt) {
      this.id = placed.orderId();
      this.placed = placed;
      this.placedAt = placedAt;
      events.add(placed);
    }

    void add(OrderEvent... more) {
      events.addAll(List.of(more));
    }

    /** All steps up to this one succeed. */
    void to(Step last) {
      for (var step : Step.values()) {
        if (step.compareTo(last) <= 0) {
          events.add(success(step));
        }
      }
    }

    private OrderEvent success(Step step) {
      return switch (step) {
        case STOCK -> new OrderEvent.StockReserved(id);
        case PAYMENT -> new OrderEvent.PaymentCaptured(id, charge(), placed.total());
        case PROCESSING -> new OrderEvent.ProcessingCompleted(id);
        case SHIPPING ->
            new OrderEvent.ShipmentDispatched(
                id,
                "1Z"
                    + HexFormat.of()
                        .withUpperCase()
                        .toHexDigits(id.value().getMostSignificantBits(), 14));
        case DELIVERY -> new OrderEvent.ShipmentDelivered(id);
      };
    }

    ChargeId charge() {
      return new ChargeId("ch_" + HexFormat.of().toHexDigits(id.value().getLeastSignificantBits()));
    }

    void cancelling(CancellationReason reason, Step step, Actor actor) {
      events.add(new OrderEvent.CancellationStarted(id, reason, step, actor, null));
    }

    /** The first events follow each other by the second, the last one comes after so long. */
    History ended(Duration length) {
      var recorded = new ArrayList<RecordedEvent>();
      for (int sequence = 0; sequence < events.size(); sequence++) {
        boolean last = sequence > 0 && sequence == events.size() - 1;
        var at = placedAt.plus(last ? length : Duration.ofSeconds(sequence));
        recorded.add(new RecordedEvent(events.get(sequence), sequence, at, Optional.empty()));
      }
      return new History(id, recorded);
    }
  }
}
