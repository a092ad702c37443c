package io.orderflow.callback;

import static java.util.Objects.requireNonNull;

import io.orderflow.api.OrderId;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestValidator;
import org.jspecify.annotations.Nullable;

/**
 * An operator knows which order a callback is about.
 *
 * @param note how the operator knows
 */
record MatchRequest(@Nullable String orderId, @Nullable String note) {

  /**
   * @throws ProblemException that names every invalid field
   */
  Match checked() {
    var check = new RequestValidator();
    var order = check.required("/orderId", orderId, OrderId::parse);
    var checkedNote = DismissalRequest.note(check, note);
    check.refuseIfInvalid();
    return new Match(requireNonNull(order), requireNonNull(checkedNote));
  }

  record Match(OrderId order, String note) {}
}
