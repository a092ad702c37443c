package io.orderflow.engine.admission;

import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemAnswer;
import io.orderflow.engine.problem.ProblemCode;
import io.orderflow.engine.problem.SeldomLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * The answer to a request that is not taken now.
 *
 * @param retryAfter how long a client that is refused is asked to stay away
 */
record OverloadRefusals(Duration retryAfter, SeldomLog log) {

  private static final Logger LOG = LoggerFactory.getLogger(OverloadRefusals.class);

  void answer(HttpServletRequest request, HttpServletResponse response, String why)
      throws IOException {
    var problem =
        Problem.of(
            ProblemCode.OVERLOADED,
            why + " Nothing was done; send the same request again after the time in Retry-After.");
    ProblemAnswer.to(request, problem)
        .with(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()))
        .writeTo(response);
    String lane = Lane.of(request).map(Lane::lowerCase).orElse("no lane");
    log.warn(LOG, "overload", "A request of " + lane + " was refused: " + why);
  }
}
