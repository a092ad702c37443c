package io.orderflow.web.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * A module's own admission control: refuses a request although its bulkhead has a place, because
 * the work it starts could not be finished in time, or an operator wants none. All beans of this
 * type are asked before the body is parsed, so they must answer at once, from memory.
 */
@FunctionalInterface
public interface AdmissionPolicy {

  /**
   * Empty if the request is admitted. A refused client is answered with the problem and {@code
   * Retry-After}.
   */
  Optional<AdmissionRefusal> refusal(HttpServletRequest request);
}
