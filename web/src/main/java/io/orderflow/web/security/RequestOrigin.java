package io.orderflow.web.security;

import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.TraceId;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.context.SecurityContextHolder;

/** The origin of what a request asks for. Endpoints take it as an argument of their method. */
final class RequestOrigin {

  private RequestOrigin() {}

  /** The actor is the token's subject; an endpoint decides whether it may be kept. */
  static Origin of(HttpServletRequest request) {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    String name = authentication instanceof CallerAuthentication caller ? caller.getName() : null;
    return new Origin(Origin.Cause.REQUEST, name, TraceId.of(request), null);
  }
}
