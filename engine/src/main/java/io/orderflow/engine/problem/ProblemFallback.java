package io.orderflow.engine.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what fails outside any endpoint: in a filter, or where only a status was set. */
@RestController
final class ProblemFallback implements ErrorController {

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Map<String, Object>> answer(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
      return ProblemAdvice.answerTo(request, failure).toEntity();
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    // Without a status somebody asked for the page itself, and there is none.
    var problem = Failures.ofStatus(status instanceof Integer known ? known : 404);
    return ProblemAnswer.to(request, problem).toEntity();
  }
}
