package io.orderflow.web.security;

import io.orderflow.web.problem.AllowedMethods;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Explains to an authenticated caller why a request that no rule matches is denied. */
final class DeniedRequestExplainer {

  private final RequestMappingHandlerMapping mappings;

  DeniedRequestExplainer(RequestMappingHandlerMapping mappings) {
    this.mappings = mappings;
  }

  ProblemResponse explain(HttpServletRequest request) {
    if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
      ServletRequestPathUtils.parseAndCache(request);
    }
    try {
      return mappings.getHandler(request) == null
          ? answer(request, GeneralProblemCode.NOT_FOUND, "Check the path.")
          : forbidden(request);
    } catch (HttpRequestMethodNotSupportedException wrongMethod) {
      return answer(request, GeneralProblemCode.METHOD_NOT_ALLOWED, "Use another method.")
          .with(HttpHeaders.ALLOW, AllowedMethods.of(wrongMethod));
    } catch (Exception unfit) { // wrong headers or media type; the endpoint is closed in any case
      return forbidden(request);
    }
  }

  private static ProblemResponse forbidden(HttpServletRequest request) {
    return answer(request, GeneralProblemCode.FORBIDDEN, "No caller may do this.");
  }

  private static ProblemResponse answer(
      HttpServletRequest request, ProblemCode code, String detail) {
    return ProblemResponse.to(request, ProblemException.of(code, detail));
  }
}
