package io.orderflow.ordering;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemCode;
import io.orderflow.engine.problem.RequestCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets a customer call an order off until it is dispatched. */
@RestController
class CancelOrderEndpoint {

  private static final int MAX_REASON = 500;

  private final OrderGateway orders;

  CancelOrderEndpoint(OrderGateway orders) {
    this.orders = orders;
  }

  /** Accepted means begun: what was done so far is now undone. Repeating it changes nothing. */
  @PostMapping("/api/v1/orders/{id}/cancel")
  @ResponseStatus(HttpStatus.ACCEPTED)
  CancellingBody cancel(
      @PathVariable String id, @RequestBody(required = false) @Nullable CancelRequest body) {
    OrderId order = order(id);
    var command =
        new CancelOrder(order, Actor.CUSTOMER, body == null ? null : body.checkedReason());
    String whenUnknown = "Send the same request again: cancelling twice changes nothing.";
    return switch (orders.send(command, whenUnknown)) {
      case OrderOutcome.Accepted(long version) ->
          new CancellingBody(order.toString(), OrderStatus.CANCELLING, version);
      case OrderOutcome.Refused refused -> throw problem(refused);
    };
  }

  private static Problem problem(OrderOutcome.Refused refused) {
    var code =
        switch (refused.code()) {
          case ORDER_NOT_FOUND -> ProblemCode.ORDER_NOT_FOUND;
          case NOT_CANCELLABLE -> ProblemCode.NOT_CANCELLABLE;
          case ORDER_ALREADY_EXISTS, STALE_ATTENTION, STEP_SETTLED, WRONG_RESOLUTION ->
              ProblemCode.CONFLICT;
        };
    var problem = Problem.of(code, refused.detail());
    return code == ProblemCode.ORDER_NOT_FOUND
        ? problem
        : problem.with("allowedActions", refused.allowedActions());
  }

  private static OrderId order(String id) {
    try {
      return OrderId.parse(id);
    } catch (IllegalArgumentException impossible) {
      throw Problem.of(ProblemCode.ORDER_NOT_FOUND, impossible.getMessage() + ".");
    }
  }

  record CancelRequest(@Nullable String reason) {

    private @Nullable String checkedReason() {
      var check = new RequestCheck();
      var checked = check.optional("/reason", reason, CancelRequest::inBounds);
      check.refuseIfInvalid();
      return checked;
    }

    private static String inBounds(String reason) {
      if (reason.isBlank() || reason.length() > MAX_REASON) {
        throw new IllegalArgumentException("must have 1 to " + MAX_REASON + " characters");
      }
      if (reason.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("must not contain control characters");
      }
      return reason;
    }
  }

  record CancellingBody(String orderId, OrderStatus status, long version) {}
}
