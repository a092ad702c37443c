package io.orderflow.web.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a request that does not accept JSON before any work is done. The framework checks {@code
 * Accept} only when it writes the response: the order is placed by then.
 */
final class AcceptHeaderCheck implements HandlerInterceptor {

  private final HeaderContentNegotiationStrategy accepted = new HeaderContentNegotiationStrategy();

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws HttpMediaTypeNotAcceptableException {
    if (request.getHeader(HttpHeaders.ACCEPT) != null
        && handler instanceof HandlerMethod method
        && hasBody(method)) {
      var types = accepted.resolveMediaTypes(new ServletWebRequest(request));
      if (types.stream().noneMatch(AcceptHeaderCheck::takesJson)) {
        throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
      }
    }
    return true;
  }

  private static boolean takesJson(MediaType type) {
    return type.getQualityValue() > 0 && type.includes(MediaType.APPLICATION_JSON);
  }

  private static boolean hasBody(HandlerMethod method) {
    return !method.isVoid()
        && !(method.getMethod().getGenericReturnType() instanceof ParameterizedType returned
            && returned.getActualTypeArguments()[0] == Void.class);
  }
}
