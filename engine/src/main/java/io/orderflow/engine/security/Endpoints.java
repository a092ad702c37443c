package io.orderflow.engine.security;

import io.orderflow.engine.problem.AllowedMethods;
import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemAnswer;
import io.orderflow.engine.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Tells a caller who is known, and asks for what no rule names, what is the matter. */
final class Endpoints {

  private final RequestMappingHandlerMapping mappings;

  Endpoints(RequestMappingHandlerMapping mappings) {
    this.mappings = mappings;
  }

  ProblemAnswer whyNot(HttpServletRequest request) {
    if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
      ServletRequestPathUtils.parseAndCache(request);
    }
    try {
      return mappings.getHandler(request) == null
          ? answer(request, ProblemCode.NOT_FOUND, "Check the path.")
          : forbidden(request);
    } catch (HttpRequestMethodNotSupportedException wrongMethod) {
      return answer(request, ProblemCode.METHOD_NOT_ALLOWED, "Use another method.")
          .with(HttpHeaders.ALLOW, AllowedMethods.of(wrongMethod));
    } catch (Exception unfit) { // its headers or form do not fit; it is not open in any case
      return forbidden(request);
    }
  }

  private static ProblemAnswer forbidden(HttpServletRequest request) {
    return answer(request, ProblemCode.FORBIDDEN, "Nobody may do this.");
  }

  private static ProblemAnswer answer(HttpServletRequest request, ProblemCode code, String detail) {
    return ProblemAnswer.to(request, Problem.of(code, detail));
  }
}
