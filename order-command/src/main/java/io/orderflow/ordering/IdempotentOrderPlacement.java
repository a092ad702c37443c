package io.orderflow.ordering;

import io.orderflow.api.order.OrderCommand.CreateOrder;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
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
 * itself recognizes a repetition of its {@code Idempotency-Key}. An earlier order is therefore
 * looked up in two cases only: when the catalog refuses, and before anything else when the request
 * has an address, since an erased address must not be stored again.
 */
@Component
class IdempotentOrderPlacement {

  private final PlacedOrders placed;
  private final Pricing pricing;
  private final PlacementAddresses addresses;
  private final OrderNumberAllocator numbers;
  private final OrderGateway orders;
  private final Clock clock;

  IdempotentOrderPlacement(
      PlacedOrders placed,
      Pricing pricing,
      PlacementAddresses addresses,
      OrderNumberAllocator numbers,
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
    if (request.shippingAddress() != null) { // one that was erased must not be stored again
      var placedBefore = findPlaced(id);
      if (placedBefore.isPresent()) {
        return repetitionOf(placedBefore.get());
      }
    }
    List<OrderLine> lines;
    try {
      lines = pricing.quote(request);
    } catch (ProblemException refused) { // what the catalog says does not matter to a repetition
      return findPlaced(id).map(IdempotentOrderPlacement::repetitionOf).orElseThrow(() -> refused);
    }
    return create(id, request, lines, origin);
  }

  private Optional<OrderCreated> findPlaced(PlacementId id) {
    if (!id.repeatable()) {
      return Optional.empty();
    }
    var created = placed.find(id.orderId());
    if (created.isPresent() && !created.get().fingerprint().equals(id.fingerprint())) {
      throw ProblemException.of(
          GeneralProblemCode.IDEMPOTENCY_KEY_REUSED,
          "This Idempotency-Key belongs to another request; repeat that one as it was, or send a new key.");
    }
    return created;
  }

  private Placed create(
      PlacementId id, RequestedOrder request, List<OrderLine> lines, Origin origin) {
    var placedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var number = numbers.next(placedAt); // before anything is stored: it may fail
    var command =
        new CreateOrder(
            id.orderId(),
            request.customer(),
            lines,
            request.paymentMethod(),
            request.reference(),
            number,
            request.labels(),
            id.fingerprint(),
            placedAt);
    addresses.keep(id, request);
    return switch (orders.send(command, origin, whenUnknown(id))) {
      case OrderOutcome.Accepted accepted -> {
        addresses.orderCreated(id, request);
        yield accepted.changedNothing() ? repeated(id, command) : newlyPlaced(command);
      }
      case OrderOutcome.Refused refused -> { // the id belongs to another request's order
        addresses.forget(id);
        numbers.giveBack(number);
        yield findPlaced(id)
            .map(IdempotentOrderPlacement::repetitionOf)
            .orElseThrow(() -> ProblemException.of(GeneralProblemCode.CONFLICT, refused.detail()));
      }
    };
  }

  /**
   * The order existed already. If it has our number, this command created it and was delivered
   * twice, for instance after a broken connection. Otherwise our number is unused and is given
   * back.
   */
  private Placed repeated(PlacementId id, CreateOrder command) {
    var known = findPlaced(id);
    if (known.isEmpty()) {
      return newlyPlaced(command);
    }
    if (!command.number().equals(known.get().number())) {
      numbers.giveBack(command.number());
    }
    return repetitionOf(known.get());
  }

  /** Placed by an earlier or a concurrent request, perhaps at another price. */
  private static Placed repetitionOf(OrderCreated created) {
    return new Placed(created, true);
  }

  private static Placed newlyPlaced(CreateOrder command) {
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
