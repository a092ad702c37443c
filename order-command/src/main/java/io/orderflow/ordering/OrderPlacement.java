package io.orderflow.ordering;

import io.orderflow.api.order.OrderCommand.CreateOrder;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Places an order once, however often it is requested.
 *
 * <p>A changed price or a deleted product must not turn a repetition into an error. The order
 * itself recognises a repetition, so an earlier order is looked up only where the catalog refuses,
 * and first of all where the request has an address: one that was erased must not be stored again.
 */
@Component
class OrderPlacement {

  private final PlacedOrders placed;
  private final Pricing pricing;
  private final AddressIntake addresses;
  private final OrderNumbers numbers;
  private final OrderGateway orders;
  private final Clock clock;

  OrderPlacement(
      PlacedOrders placed,
      Pricing pricing,
      AddressIntake addresses,
      OrderNumbers numbers,
      OrderGateway orders,
      Clock clock) {
    this.numbers = numbers;
    this.clock = clock;
    this.placed = placed;
    this.pricing = pricing;
    this.addresses = addresses;
    this.orders = orders;
  }

  Placed place(PlacementId id, RequestedOrder request, Origin origin) {
    var known = request.shippingAddress() == null ? Optional.<OrderCreated>empty() : earlier(id);
    return known
        .map(OrderPlacement::again)
        .orElseGet(
            () ->
                quoted(id, request)
                    .map(lines -> create(id, request, lines, origin))
                    .or(() -> earlier(id).map(OrderPlacement::again))
                    .orElseThrow());
  }

  private Optional<OrderCreated> earlier(PlacementId id) {
    if (!id.repeatable()) {
      return Optional.empty();
    }
    var created = placed.find(id.orderId());
    if (created.isPresent() && !created.get().fingerprint().equals(id.fingerprint())) {
      throw ProblemException.of(
          GeneralProblem.IDEMPOTENCY_KEY_REUSED,
          "This Idempotency-Key belongs to another request; repeat that one as it was, or send a new key.");
    }
    return created;
  }

  /** Empty if the order has been placed: what the catalog says no longer matters. */
  private Optional<List<OrderLine>> quoted(PlacementId id, RequestedOrder request) {
    try {
      return Optional.of(pricing.quote(request));
    } catch (ProblemException refused) {
      if (earlier(id).isPresent()) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private Placed create(
      PlacementId id, RequestedOrder request, List<OrderLine> lines, Origin origin) {
    var placedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var command =
        new CreateOrder(
            id.orderId(),
            request.customer(),
            lines,
            request.paymentMethod(),
            request.reference(),
            numbers.next(placedAt), // first of all: without a number nothing is stored
            request.labels(),
            id.fingerprint(),
            placedAt);
    addresses.keep(id, request);
    return switch (orders.send(command, origin, whenUnknown(id))) {
      case OrderOutcome.Accepted accepted -> {
        addresses.orderIsThere(id, request);
        yield accepted.changedNothing() ? repeated(id, command) : now(command);
      }
      case OrderOutcome.Refused refused -> { // the order is that of another request
        addresses.forget(id);
        numbers.giveBack(command.number());
        yield earlier(id)
            .map(OrderPlacement::again)
            .orElseThrow(() -> ProblemException.of(GeneralProblem.CONFLICT, refused.detail()));
      }
    };
  }

  /**
   * The order was there. Its number is this command's own where the command was carried out and
   * sent once more, for instance after a connection broke; any other number shows that this one is
   * of no use to it, and never will be.
   */
  private Placed repeated(PlacementId id, CreateOrder command) {
    var known = earlier(id);
    if (known.isEmpty()) {
      return now(command);
    }
    if (!command.number().equals(known.get().number())) {
      numbers.giveBack(command.number());
    }
    return again(known.get());
  }

  /** Placed by an earlier or a concurrent request, perhaps at another price. */
  private static Placed again(OrderCreated created) {
    return new Placed(created, true);
  }

  private static Placed now(CreateOrder command) {
    return new Placed(Order.created(command), false);
  }

  private static String whenUnknown(PlacementId id) {
    return id.repeatable()
        ? "Send the same request with the same Idempotency-Key again: the order is placed once."
        : "Look whether the order exists at /api/v1/orders/"
            + id.orderId()
            + " before you send it again; with an Idempotency-Key you could simply repeat it.";
  }

  /** The order, and whether it was there before this request. */
  record Placed(OrderCreated created, boolean replayed) {}
}
