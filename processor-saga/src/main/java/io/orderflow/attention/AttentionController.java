package io.orderflow.attention;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.IdempotencyKey;
import io.orderflow.web.request.OrderPosition;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets an operator answer an attention of an order: retry its step, or count it as done. Both name
 * the version of the attention, so that a stale answer is refused.
 */
@RestController
class AttentionController {

  private final OrderCommandSender orders;

  AttentionController(OrderCommandSender orders) {
    this.orders = orders;
  }

  /**
   * Accepted means that the step will be retried, not that it will succeed. A repeated request
   * changes nothing and is marked as replayed.
   */
  @PostMapping("/api/v1/admin/orders/{id}/retry")
  ResponseEntity<AnsweredBody> retry(
      @PathVariable String id, @RequestBody RetryRequest body, Origin origin) {
    return answer(body.toCommand(order(id)), origin);
  }

  /** The step counts as done, and the order goes on. Safe to repeat, like a retry. */
  @PostMapping("/api/v1/admin/orders/{id}/resolve")
  ResponseEntity<AnsweredBody> resolve(
      @PathVariable String id, @RequestBody ResolveRequest body, Origin origin) {
    return answer(body.toCommand(order(id)), origin);
  }

  private ResponseEntity<AnsweredBody> answer(OrderCommand command, Origin origin) {
    return switch (orders.send(command, origin)) {
      case OrderOutcome.Accepted accepted -> answered(command.orderId(), accepted);
      case OrderOutcome.Refused refused -> throw problem(refused);
    };
  }

  private static ResponseEntity<AnsweredBody> answered(
      OrderId order, OrderOutcome.Accepted accepted) {
    var position = new OrderPosition(order, accepted.version());
    var answer = ResponseEntity.accepted().header(OrderPosition.HEADER, position.toString());
    if (accepted.changedNothing()) {
      answer.header(IdempotencyKey.REPLAYED, "true");
    }
    return answer.body(new AnsweredBody(order.toString(), accepted.version()));
  }

  private static ProblemException problem(OrderOutcome.Refused refused) {
    ProblemCode code =
        switch (refused.code()) {
          case ORDER_NOT_FOUND -> AttentionProblemCode.ORDER_NOT_FOUND;
          case STALE_ATTENTION -> AttentionProblemCode.STALE_ATTENTION;
          case WRONG_RESOLUTION -> AttentionProblemCode.WRONG_RESOLUTION;
          case ORDER_ALREADY_EXISTS,
              NOT_CANCELLABLE,
              TOO_MANY_LABELS,
              STALE_VERSION,
              STEP_SETTLED ->
              GeneralProblemCode.CONFLICT;
        };
    return ProblemException.of(code, refused.detail());
  }

  private static OrderId order(String id) {
    try {
      return OrderId.parse(id);
    } catch (IllegalArgumentException invalid) {
      throw ProblemException.of(AttentionProblemCode.ORDER_NOT_FOUND, invalid.getMessage() + ".");
    }
  }

  record AnsweredBody(String orderId, long version) {}
}
