package io.orderflow.ordering;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.request.IdempotencyKey;
import io.orderflow.web.request.OrderPosition;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.Preconditions;
import io.orderflow.web.request.RequestValidator;
import io.orderflow.web.security.Caller;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Cancels an order that has not been dispatched. */
@RestController
class CancelOrderController {

  private static final int MAX_REASON = 500;

  private final OrderGateway orders;

  CancelOrderController(OrderGateway orders) {
    this.orders = orders;
  }

  /**
   * Accepted means that the undo has begun. Repeating it changes nothing and returns the status.
   */
  @PostMapping("/api/v1/orders/{id}/cancel")
  ResponseEntity<CancellingBody> cancel(
      Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable CancelRequest body,
      Preconditions preconditions,
      Origin origin) {
    var conditions = preconditions.withoutIfNoneMatch();
    OrderId order = OrderRequests.orderId(id);
    var permissions = new OrderPermissions(caller);
    var command =
        new CancelOrder(
            order,
            permissions.actor(),
            body == null ? null : body.checkedReason(),
            OrderRequests.versions(conditions),
            permissions.restrictedTo());
    String whenUnknown = "Send the same request again: cancelling twice changes nothing.";
    return switch (orders.send(command, permissions.recordedOrigin(origin), whenUnknown)) {
      case OrderOutcome.Accepted accepted -> cancelling(order, accepted);
      case OrderOutcome.Refused refused -> throw OrderRequests.problem(refused, conditions);
    };
  }

  private static ResponseEntity<CancellingBody> cancelling(
      OrderId order, OrderOutcome.Accepted accepted) {
    var position = new OrderPosition(order, accepted.version());
    var answer = ResponseEntity.accepted().header(OrderPosition.HEADER, position.toString());
    if (accepted.changedNothing()) {
      answer.header(IdempotencyKey.REPLAYED, "true");
    }
    var status = Objects.requireNonNullElse(accepted.status(), OrderStatus.CANCELLING);
    return answer.body(new CancellingBody(order.toString(), status, accepted.version()));
  }

  record CancelRequest(@Nullable String reason) {

    private @Nullable String checkedReason() {
      var check = new RequestValidator();
      var checked = check.optional("/reason", reason, PlainText.line(MAX_REASON));
      check.refuseIfInvalid();
      return checked;
    }
  }

  record CancellingBody(String orderId, OrderStatus status, long version) {}
}
