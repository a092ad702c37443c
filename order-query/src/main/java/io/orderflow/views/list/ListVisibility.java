package io.orderflow.views.list;

import io.orderflow.api.CustomerId;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Whose orders a customer may ask for. */
final class ListVisibility {

  private ListVisibility() {}

  /** As when an order is placed for another customer: not an empty list, which would be a lie. */
  static void refuseOthers(@Nullable CustomerId seenBy, MultiValueMap<String, String> parameters) {
    var asked = parameters.getOrDefault(OrderFilter.CUSTOMER_ID.parameter(), List.of());
    if (seenBy != null && asked.stream().anyMatch(id -> !id.equals(seenBy.value()))) {
      throw ProblemException.of(
          GeneralProblem.FORBIDDEN,
          "The token's customer sees their own orders only: leave customerId out.");
    }
  }
}
