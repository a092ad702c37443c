package io.orderflow.ordering;

import io.orderflow.api.CustomerId;
import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemCode;
import io.orderflow.engine.request.PlainText;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Has a person forgotten, as far as the law lets us. For operators. */
@RestController
class PersonalDataEndpoint {

  private final PersonalData data;

  PersonalDataEndpoint(PersonalData data) {
    this.data = data;
  }

  /** Repeating it erases nothing more. */
  @DeleteMapping("/api/v1/admin/customers/{customerId}/personal-data")
  PersonalData.Erased erase(@PathVariable String customerId) {
    return data.erase(customer(customerId));
  }

  private static CustomerId customer(String id) {
    try {
      return new CustomerId(PlainText.exact(id));
    } catch (IllegalArgumentException impossible) {
      throw Problem.of(
          ProblemCode.INVALID_REQUEST,
          "No customer is called so: " + impossible.getMessage() + ".");
    }
  }
}
