package io.orderflow.engine.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers whatever an endpoint throws. */
@RestControllerAdvice
final class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  /**
   * @return null where the client is gone and nobody reads an answer
   */
  @ExceptionHandler(Throwable.class)
  @Nullable ResponseEntity<Map<String, Object>> answer(
      Throwable failure, HttpServletRequest request) {
    if (failure instanceof AsyncRequestNotUsableException) {
      return null;
    }
    return answerTo(request, failure).toEntity();
  }

  /** Also says in the log what the client is not told. */
  static ProblemAnswer answerTo(HttpServletRequest request, Throwable failure) {
    Problem problem = Failures.toProblem(failure);
    var headers = failure instanceof ErrorResponse known ? known.getHeaders() : HttpHeaders.EMPTY;
    var answer = ProblemAnswer.to(request, problem).with(headers);
    log(request, problem, failure, answer.traceId());
    return answer;
  }

  private static void log(
      HttpServletRequest request, Problem problem, Throwable failure, String traceId) {
    if (problem.code().status() == 500) {
      LOG.error("{} failed, traceId {}", nameOf(request), traceId, failure);
    } else if (problem.code().status() > 500) {
      LOG.warn(
          "{} answered {}, traceId {}: {}",
          nameOf(request),
          problem.code(),
          traceId,
          rootOf(failure).toString());
    } else {
      LOG.debug("{} answered {}, traceId {}", nameOf(request), problem.code(), traceId);
    }
  }

  private static String nameOf(HttpServletRequest request) {
    return request.getMethod() + " " + request.getRequestURI();
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
