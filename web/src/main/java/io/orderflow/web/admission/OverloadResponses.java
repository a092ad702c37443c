package io.orderflow.web.admission;

import io.orderflow.engine.logging.RateLimitedLogger;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * The answer to a request that is not admitted.
 *
 * @param retryAfter the value of {@code Retry-After}
 */
record OverloadResponses(TrafficClassifier traffic, Duration retryAfter, RateLimitedLogger log) {

  private static final Logger LOG = LoggerFactory.getLogger(OverloadResponses.class);

  void answer(HttpServletRequest request, HttpServletResponse response, AdmissionRefusal refusal)
      throws IOException {
    var problem =
        ProblemException.of(
            refusal.code(),
            refusal.why()
                + " Nothing was done; send the same request again after the time in Retry-After.");
    ProblemResponse.to(request, problem)
        .with(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter(refusal).toSeconds()))
        .writeTo(response);
    String lane = traffic.of(request).map(TrafficClass::lowerCase).orElse("no lane");
    log.warn(LOG, refusal.code().name(), "A request of " + lane + " was refused: " + refusal.why());
  }

  private Duration retryAfter(AdmissionRefusal refusal) {
    var own = refusal.retryAfter();
    return own == null ? retryAfter : own;
  }
}
