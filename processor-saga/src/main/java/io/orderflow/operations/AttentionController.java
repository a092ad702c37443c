package io.orderflow.operations;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.IdempotencyKey;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers an attention of an order: try its step again, or count it as done. Both name the version
 * of the attention, so that nobody answers what they have not read.
 */
@RestController
class AttentionController {

  private final OrderCommandSender orders;

  AttentionController(OrderCommandSender orders) {
    this.orders = orders;
  }

  /**
   * Accepted means that it will be tried, not that it works this time. Sent once more as it was it
   * changes nothing, and is told so.
   */
  @PostMapping("/api/v1/admin/orders/{id}/retry")
  ResponseEntity<AnsweredBody> retry(@PathVariable String id, @RequestBody RetryRequest body) {
    return answer(body.toCommand(order(id)));
  }

  /** The step counts as done; what comes after it goes on. To be repeated like a retry. */
  @PostMapping("/api/v1/admin/orders/{id}/resolve")
  ResponseEntity<AnsweredBody> resolve(@PathVariable String id, @RequestBody ResolveRequest body) {
    return answer(body.toCommand(order(id)));
  }

  private ResponseEntity<AnsweredBody> answer(OrderCommand command) {
    return switch (orders.ask(command)) {
      case OrderOutcome.Accepted accepted -> answered(command.orderId(), accepted);
      case OrderOutcome.Refused refused -> throw problem(refused);
    };
  }

  private static ResponseEntity<AnsweredBody> answered(
      OrderId order, OrderOutcome.Accepted accepted) {
    var answer = ResponseEntity.accepted();
    if (accepted.changedNothing()) {
      answer.header(IdempotencyKey.REPLAYED, "true");
    }
    return answer.body(new AnsweredBody(order.toString(), accepted.version()));
  }

  private static ProblemException problem(OrderOutcome.Refused refused) {
    ProblemCode code =
        switch (refused.code()) {
          case ORDER_NOT_FOUND -> AttentionProblem.ORDER_NOT_FOUND;
          case STALE_ATTENTION -> AttentionProblem.STALE_ATTENTION;
          case WRONG_RESOLUTION -> AttentionProblem.WRONG_RESOLUTION;
          case ORDER_ALREADY_EXISTS, NOT_CANCELLABLE, STALE_VERSION, STEP_SETTLED ->
              GeneralProblem.CONFLICT;
        };
    return ProblemException.of(code, refused.detail());
  }

  private static OrderId order(String id) {
    try {
      return OrderId.parse(id);
    } catch (IllegalArgumentException impossible) {
      throw ProblemException.of(AttentionProblem.ORDER_NOT_FOUND, impossible.getMessage() + ".");
    }
  }

  record AnsweredBody(String orderId, long version) {}
}
