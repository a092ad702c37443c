package io.orderflow.web.security;

import io.orderflow.web.problem.AllowedMethods;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Tells a caller who is known, and asks for what no rule names, what is the matter. */
final class DeniedRequestExplainer {

  private final RequestMappingHandlerMapping mappings;

  DeniedRequestExplainer(RequestMappingHandlerMapping mappings) {
    this.mappings = mappings;
  }

  ProblemResponse whyNot(HttpServletRequest request) {
    if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
      ServletRequestPathUtils.parseAndCache(request);
    }
    try {
      return mappings.getHandler(request) == null
          ? answer(request, GeneralProblem.NOT_FOUND, "Check the path.")
          : forbidden(request);
    } catch (HttpRequestMethodNotSupportedException wrongMethod) {
      return answer(request, GeneralProblem.METHOD_NOT_ALLOWED, "Use another method.")
          .with(HttpHeaders.ALLOW, AllowedMethods.of(wrongMethod));
    } catch (Exception unfit) { // its headers or form do not fit; it is not open in any case
      return forbidden(request);
    }
  }

  private static ProblemResponse forbidden(HttpServletRequest request) {
    return answer(request, GeneralProblem.FORBIDDEN, "Nobody may do this.");
  }

  private static ProblemResponse answer(
      HttpServletRequest request, ProblemCode code, String detail) {
    return ProblemResponse.to(request, ProblemException.of(code, detail));
  }
}
