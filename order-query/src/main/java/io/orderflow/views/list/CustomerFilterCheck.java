package io.orderflow.views.list;

import io.orderflow.api.CustomerId;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Whose orders a customer may ask for. */
final class CustomerFilterCheck {

  private CustomerFilterCheck() {}

  /** As when an order is placed for another customer: not an empty list, which would be a lie. */
  static void refuseOthers(@Nullable CustomerId seenBy, MultiValueMap<String, String> parameters) {
    var asked = parameters.getOrDefault(OrderFilter.CUSTOMER_ID.parameter(), List.of());
    if (seenBy != null && asked.stream().anyMatch(id -> !id.equals(seenBy.value()))) {
      throw ProblemException.of(
          GeneralProblemCode.FORBIDDEN,
          "The token's customer sees their own orders only: leave customerId out.");
    }
  }
}
