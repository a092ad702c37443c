package io.orderflow.web.problem;

import io.orderflow.engine.logging.RateLimitedLogger;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerMapping;

/** Answers every exception of an endpoint with a problem. */
@RestControllerAdvice
final class ProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  private static final List<String> SUCCESS_HEADERS =
      List.of(HttpHeaders.ETAG, HttpHeaders.LAST_MODIFIED, HttpHeaders.LOCATION);

  private final BodyErrorCollector bodyErrors;
  private final RateLimitedLogger limited;

  ProblemAdvice(BodyErrorCollector bodyErrors, RateLimitedLogger limited) {
    this.bodyErrors = bodyErrors;
    this.limited = limited;
  }

  /**
   * @return null if the client has disconnected
   */
  @ExceptionHandler(Throwable.class)
  @Nullable ResponseEntity<Object> answer(
      Throwable failure, HttpServletRequest request, HttpServletResponse response) {
    if (isDisconnect(failure)) {
      return null;
    }
    // These described the response that failed.
    SUCCESS_HEADERS.forEach(header -> response.setHeader(header, null));
    return answerTo(request, failure).toEntity();
  }

  /** Message converters wrap the exception that Tomcat throws. */
  private static boolean isDisconnect(Throwable failure) {
    return failure instanceof AsyncRequestNotUsableException
        || failure instanceof ClientAbortException
        || (failure.getCause() != null && isDisconnect(failure.getCause()));
  }

  /** Also logs the cause, which the client is not told. */
  ProblemResponse answerTo(HttpServletRequest request, Throwable failure) {
    ProblemException problemException = problemOf(request, failure);
    var headers = failure instanceof ErrorResponse known ? known.getHeaders() : HttpHeaders.EMPTY;
    var answer = ProblemResponse.to(request, problemException).with(headers);
    if (failure instanceof HttpRequestMethodNotSupportedException wrong) {
      answer.with(HttpHeaders.ALLOW, AllowedMethods.of(wrong));
    }
    logFailure(request, problemException, failure, answer.traceId());
    return answer;
  }

  private ProblemException problemOf(HttpServletRequest request, Throwable failure) {
    ProblemException problemException = FailureTranslator.toProblem(failure);
    return failure instanceof HttpMessageNotReadableException
        ? bodyErrors.all(request, problemException)
        : problemException;
  }

  private void logFailure(
      HttpServletRequest request,
      ProblemException problemException,
      Throwable failure,
      String traceId) {
    if (problemException.code().status() == 500) {
      log.error("{} failed, traceId {}", nameOf(request), traceId, failure);
    } else if (problemException.code().status() > 500) {
      var root = NestedExceptionUtils.getMostSpecificCause(failure);
      String line =
          "%s answered %s, traceId %s: %s"
              .formatted(nameOf(request), problemException.code(), traceId, root);
      limited.warnBriefly(
          log, problemException.code() + " " + root.getClass().getName(), line, failure);
    } else {
      log.debug("{} answered {}, traceId {}", nameOf(request), problemException.code(), traceId);
    }
  }

  private static String nameOf(HttpServletRequest request) {
    // The pattern, not the path, which may contain personal data.
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return request.getMethod() + " " + (pattern == null ? "an unknown path" : pattern);
  }
}
