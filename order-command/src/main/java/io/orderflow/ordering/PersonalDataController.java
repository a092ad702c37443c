package io.orderflow.ordering;

import io.orderflow.api.CustomerId;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Erases a customer's personal data. For operators. */
@RestController
class PersonalDataController {

  private final PersonalDataErasure data;

  PersonalDataController(PersonalDataErasure data) {
    this.data = data;
  }

  /**
   * Repeating it erases nothing more.
   *
   * @param customerId in the query, because no path takes every id
   */
  @DeleteMapping("/api/v1/admin/personal-data")
  PersonalDataErasure.Erased erase(@RequestParam String customerId, HttpServletRequest request) {
    if (request.getParameterValues("customerId").length > 1) { // Spring would join them by commas
      throw ProblemException.of(GeneralProblemCode.MALFORMED_REQUEST, "Send one customerId.");
    }
    return data.erase(customer(customerId));
  }

  /** Validated like stored ids, so that ids from before a stricter rule can be erased. */
  private static CustomerId customer(String id) {
    try {
      return new CustomerId(id);
    } catch (IllegalArgumentException impossible) {
      throw ProblemException.of(
          GeneralProblemCode.INVALID_REQUEST,
          "Not a valid customer id: " + impossible.getMessage() + ".");
    }
  }
}
