package io.orderflow.ordering;

import io.orderflow.engine.origin.Origin;
import io.orderflow.web.request.IdempotencyKey;
import io.orderflow.web.request.OrderPosition;
import io.orderflow.web.security.Caller;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Places orders. An order is durable before the request is answered. */
@RestController
class PlaceOrderController {

  private final OrderIdFactory ids;
  private final IdempotentOrderPlacement placement;

  PlaceOrderController(OrderIdFactory ids, IdempotentOrderPlacement placement) {
    this.ids = ids;
    this.placement = placement;
  }

  @PostMapping("/api/v1/orders")
  ResponseEntity<PlacedOrderBody> place(
      Caller caller,
      @RequestBody PlaceOrderRequest sent,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      Origin origin) {
    var id = key == null ? null : new IdempotencyKey(key);
    var body = sent.by(caller);
    var request = RequestedOrder.read(body);
    var placed = placement.place(identify(body, request, id), request, origin.withoutActor());
    var orderId = placed.created().orderId();
    var answer =
        ResponseEntity.created(URI.create("/api/v1/orders/" + orderId))
            .eTag("0")
            .header(OrderPosition.HEADER, new OrderPosition(orderId, 0).toString());
    if (placed.replayed()) {
      answer.header(IdempotencyKey.REPLAYED, "true");
    }
    return answer.body(PlacedOrderBody.of(placed.created()));
  }

  private PlacementId identify(
      PlaceOrderRequest body, RequestedOrder request, @Nullable IdempotencyKey key) {
    return key == null
        ? new PlacementId(ids.fresh(), body.fingerprint(ids.randomKey()), false)
        : new PlacementId(
            ids.derived(request.customer(), key), body.fingerprint(key.value()), true);
  }
}
