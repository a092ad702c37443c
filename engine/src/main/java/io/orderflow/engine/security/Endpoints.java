package io.orderflow.engine.security;

import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Tells a caller who is known, and asks for what no rule names, what is the matter. */
final class Endpoints {

  private final RequestMappingHandlerMapping mappings;

  Endpoints(RequestMappingHandlerMapping mappings) {
    this.mappings = mappings;
  }

  Problem whyNot(HttpServletRequest request) {
    if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
      ServletRequestPathUtils.parseAndCache(request);
    }
    try {
      return mappings.getHandler(request) == null
          ? Problem.of(ProblemCode.NOT_FOUND, "Check the path.")
          : forbidden();
    } catch (HttpRequestMethodNotSupportedException wrongMethod) {
      return Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "Use another method.");
    } catch (Exception unfit) { // its headers or form do not fit; it is not open in any case
      return forbidden();
    }
  }

  private static Problem forbidden() {
    return Problem.of(ProblemCode.FORBIDDEN, "Nobody may do this.");
  }
}
