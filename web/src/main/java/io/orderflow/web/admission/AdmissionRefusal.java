package io.orderflow.web.admission;

import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not admitted.
 *
 * @param code a problem of status 503
 * @param why a sentence for the client
 * @param retryAfter the value of {@code Retry-After}; null for that of every overload
 */
public record AdmissionRefusal(ProblemCode code, String why, @Nullable Duration retryAfter) {

  /**
   * Too much to do.
   *
   * @param why a sentence for the client
   */
  public static AdmissionRefusal overloaded(String why) {
    return new AdmissionRefusal(GeneralProblemCode.OVERLOADED, why, null);
  }
}
