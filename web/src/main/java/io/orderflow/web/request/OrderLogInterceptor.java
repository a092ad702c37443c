package io.orderflow.web.request;

import io.orderflow.api.OrderId;
import io.orderflow.engine.logging.LogContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Names the order in the log for a request whose path has the id of one. */
final class OrderLogInterceptor implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        && variables.get("id") instanceof String id) {
      name(id);
    }
    return true;
  }

  private static void name(String id) {
    try {
      LogContext.order(OrderId.parse(id).toString(), null);
    } catch (IllegalArgumentException another) {
      // the id of something else, or a malformed one, which the endpoint answers
    }
  }
}
