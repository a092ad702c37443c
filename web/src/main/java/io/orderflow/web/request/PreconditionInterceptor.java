package io.orderflow.web.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses preconditions that an endpoint does not evaluate, or that are malformed: a client that
 * sends one relies on it. {@code OPTIONS} ignores them (RFC 9110, section 13.2.1).
 */
final class PreconditionInterceptor implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && !HttpMethod.OPTIONS.matches(request.getMethod())
        && !Preconditions.of(request).isEmpty()
        && !RequestConfiguration.isForeign(handler)
        && !judges(method)) {
      throw Preconditions.malformed(
          "This endpoint has no ETag: leave out If-Match and If-None-Match.");
    }
    return true;
  }

  private static boolean judges(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .map(MethodParameter::getParameterType)
        .anyMatch(Preconditions.class::equals);
  }
}
