package io.orderflow.engine.request;

import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a malformed {@code Idempotency-Key} of every {@code POST}, also of those that are
 * harmless to repeat without one: a client must not believe in a key that nobody could have read.
 */
final class KeyCheck implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (HttpMethod.POST.matches(request.getMethod())) {
      var keys = Collections.list(request.getHeaders(IdempotencyKey.HEADER));
      if (keys.size() > 1) {
        throw malformed("Send one " + IdempotencyKey.HEADER + ", not " + keys.size());
      }
      keys.forEach(KeyCheck::check);
    }
    return true;
  }

  private static void check(String key) {
    try {
      var _ = new IdempotencyKey(key);
    } catch (IllegalArgumentException wrong) {
      throw malformed(String.valueOf(wrong.getMessage()));
    }
  }

  private static Problem malformed(String detail) {
    return Problem.of(ProblemCode.MALFORMED_REQUEST, detail + ".");
  }
}
