package io.orderflow.ordering;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.Preconditions;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What requests to change an order have in common. */
final class OrderRequests {

  private static final Pattern VERSION = Pattern.compile("0|[1-9][0-9]{0,17}");

  private OrderRequests() {}

  /** An order that the path cannot name does not exist. */
  static OrderId orderId(String id) {
    try {
      return OrderId.parse(id);
    } catch (IllegalArgumentException impossible) {
      throw ProblemException.of(OrderProblemCode.ORDER_NOT_FOUND, impossible.getMessage() + ".");
    }
  }

  /** The versions that the request is for; null for any. Other tags are no order's. */
  static @Nullable List<Long> versions(Preconditions conditions) {
    var tags = conditions.expectedTags();
    return tags == null
        ? null
        : tags.stream().filter(tag -> VERSION.matcher(tag).matches()).map(Long::valueOf).toList();
  }

  static ProblemException problem(OrderOutcome.Refused refused, Preconditions conditions) {
    ProblemCode code =
        switch (refused.code()) {
          case ORDER_NOT_FOUND -> OrderProblemCode.ORDER_NOT_FOUND;
          case NOT_CANCELLABLE -> OrderProblemCode.NOT_CANCELLABLE;
          case TOO_MANY_LABELS -> OrderProblemCode.TOO_MANY_LABELS;
          case STALE_VERSION -> GeneralProblemCode.PRECONDITION_FAILED;
          case ORDER_ALREADY_EXISTS, STALE_ATTENTION, STEP_SETTLED, WRONG_RESOLUTION ->
              GeneralProblemCode.CONFLICT;
        };
    if (code == OrderProblemCode.ORDER_NOT_FOUND) {
      return ProblemException.of(code, refused.detail());
    }
    var version = refused.version();
    if (version == null) {
      return ProblemException.of(code, refused.detail())
          .with("allowedActions", refused.allowedActions());
    }
    return ProblemException.of(code, conditions.staleDetail("Read the order, then decide again."))
        .with("allowedActions", refused.allowedActions())
        .with("version", version)
        .taggedWith(version.toString());
  }
}
