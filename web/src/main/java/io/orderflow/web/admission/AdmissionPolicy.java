package io.orderflow.web.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * A module's own back-pressure: refuses a request although its bulkhead has a place, because the
 * work it starts could not be finished in time. All beans of this type are asked before the body is
 * parsed, so they must answer at once, from memory.
 */
@FunctionalInterface
public interface AdmissionPolicy {

  /**
   * The reason as a sentence for the client; empty if the request is admitted. A refused client is
   * answered {@code 503} with {@code Retry-After}.
   */
  Optional<String> refusal(HttpServletRequest request);
}
