package io.orderflow.web.problem;

import io.orderflow.engine.logging.RateLimitedLogger;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerMapping;

/** Answers whatever an endpoint throws. */
@RestControllerAdvice
final class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private static final List<String> OF_SUCCESSES =
      List.of(HttpHeaders.ETAG, HttpHeaders.LAST_MODIFIED, HttpHeaders.LOCATION);

  private final BodyErrorCollector bodyErrors;
  private final RateLimitedLogger seldom;

  ProblemAdvice(BodyErrorCollector bodyErrors, RateLimitedLogger seldom) {
    this.bodyErrors = bodyErrors;
    this.seldom = seldom;
  }

  /**
   * @return null where the client is gone and nobody reads an answer
   */
  @ExceptionHandler(Throwable.class)
  @Nullable ResponseEntity<Map<String, Object>> answer(
      Throwable failure, HttpServletRequest request, HttpServletResponse response) {
    if (isOfClientGone(failure)) {
      return null;
    }
    // What was said of the answer that could not be given after all.
    OF_SUCCESSES.forEach(header -> response.setHeader(header, null));
    return answerTo(request, failure).toEntity();
  }

  /** Whatever could not be written says so in its own words, around what Tomcat has said. */
  private static boolean isOfClientGone(Throwable failure) {
    return failure instanceof AsyncRequestNotUsableException
        || failure instanceof ClientAbortException
        || (failure.getCause() != null && isOfClientGone(failure.getCause()));
  }

  /** Also says in the log what the client is not told. */
  ProblemResponse answerTo(HttpServletRequest request, Throwable failure) {
    ProblemException problemException = problemOf(request, failure);
    var headers = failure instanceof ErrorResponse known ? known.getHeaders() : HttpHeaders.EMPTY;
    var answer = ProblemResponse.to(request, problemException).with(headers);
    if (failure instanceof HttpRequestMethodNotSupportedException wrong) {
      answer.with(HttpHeaders.ALLOW, AllowedMethods.of(wrong));
    }
    log(request, problemException, failure, answer.traceId());
    return answer;
  }

  private ProblemException problemOf(HttpServletRequest request, Throwable failure) {
    ProblemException problemException = FailureTranslator.toProblem(failure);
    return failure instanceof HttpMessageNotReadableException
        ? bodyErrors.all(request, problemException)
        : problemException;
  }

  private void log(
      HttpServletRequest request,
      ProblemException problemException,
      Throwable failure,
      String traceId) {
    if (problemException.code().status() == 500) {
      LOG.error("{} failed, traceId {}", nameOf(request), traceId, failure);
    } else if (problemException.code().status() > 500) {
      var root = rootOf(failure);
      String line =
          "%s answered %s, traceId %s: %s"
              .formatted(nameOf(request), problemException.code(), traceId, root);
      seldom.warnBriefly(
          LOG, problemException.code() + " " + root.getClass().getName(), line, failure);
    } else {
      LOG.debug("{} answered {}, traceId {}", nameOf(request), problemException.code(), traceId);
    }
  }

  private static String nameOf(HttpServletRequest request) {
    // Not the path itself: it may name a person.
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return request.getMethod() + " " + (pattern == null ? "an unknown path" : pattern);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
