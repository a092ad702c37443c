package io.orderflow.web.request;

import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a malformed {@code Idempotency-Key} of every {@code POST} and {@code PATCH}, even where
 * repetition is harmless: a client must not rely on a key that was ignored.
 */
final class IdempotencyKeyFormatCheck implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (isKeyed(request.getMethod()) && !RequestConfiguration.isForeign(handler)) {
      var keys = Collections.list(request.getHeaders(IdempotencyKey.HEADER));
      if (keys.size() > 1) {
        throw malformed("Send one " + IdempotencyKey.HEADER + ", not " + keys.size());
      }
      keys.forEach(IdempotencyKeyFormatCheck::check);
    }
    return true;
  }

  private static boolean isKeyed(String method) {
    return HttpMethod.POST.matches(method) || HttpMethod.PATCH.matches(method);
  }

  private static void check(String key) {
    try {
      var _ = new IdempotencyKey(key);
    } catch (IllegalArgumentException wrong) {
      throw malformed(String.valueOf(wrong.getMessage()));
    }
  }

  private static ProblemException malformed(String detail) {
    return ProblemException.of(GeneralProblemCode.MALFORMED_REQUEST, detail + ".");
  }
}
