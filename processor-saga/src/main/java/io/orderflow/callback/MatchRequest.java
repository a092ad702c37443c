package io.orderflow.callback;

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
    if (order == null || checkedNote == null) {
      throw new IllegalStateException("required fields are checked");
    }
    return new Match(order, checkedNote);
  }

  record Match(OrderId order, String note) {}
}
