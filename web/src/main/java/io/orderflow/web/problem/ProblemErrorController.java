package io.orderflow.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers failures outside endpoints: in a filter, or where only a status was set. */
@RestController
final class ProblemErrorController implements ErrorController {

  private final ProblemAdvice advice;

  ProblemErrorController(ProblemAdvice advice) {
    this.advice = advice;
  }

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Object> answer(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (failure instanceof IOException && status instanceof Integer known && known < 500) {
      // The body was not as announced or came too late: the client's fault, not a bug.
      return ProblemResponse.to(request, FailureTranslator.ofStatus(known)).toEntity();
    }
    if (failure instanceof Throwable unexpected) {
      return advice.answerTo(request, unexpected).toEntity();
    }
    // Without a status the client requested the error page itself, which does not exist.
    var problem = FailureTranslator.ofStatus(status instanceof Integer known ? known : 404);
    return ProblemResponse.to(request, problem).toEntity();
  }
}
