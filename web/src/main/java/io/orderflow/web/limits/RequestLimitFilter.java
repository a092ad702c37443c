package io.orderflow.web.limits;

import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests with too long a URI, too many headers or an unsupported {@code Content-Type},
 * each with its own status. Tomcat's own limits are higher and answer only {@code 400}.
 */
final class RequestLimitFilter extends OncePerRequestFilter {

  /** Enforces one spelling of each path, so that filters may decide by the undecoded one. */
  private static final Pattern NEEDLESS =
      Pattern.compile("%(2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aA])");

  private static final Pattern MERGE_PATCH =
      Pattern.compile("application/merge-patch\\+json[ \\t]*(;[^+]*)?");

  private final HttpLimitProperties limits;

  RequestLimitFilter(HttpLimitProperties limits) {
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ProblemException problemException = problemWith(request);
    if (problemException == null) {
      chain.doFilter(request, response);
    } else {
      // The rest of the connection is not read.
      ProblemResponse.to(request, problemException).with("Connection", "close").writeTo(response);
    }
  }

  private @Nullable ProblemException problemWith(HttpServletRequest request) {
    String query = request.getQueryString();
    if (request.getRequestURI().length() + (query == null ? 0 : query.length()) > limits.maxUri()) {
      return ProblemException.of(
          GeneralProblemCode.URI_TOO_LONG,
          "Send a path and query of " + limits.maxUri() + " characters at most.");
    }
    if (request.getRequestURI().indexOf('%') >= 0
        && NEEDLESS.matcher(request.getRequestURI()).find()) {
      return ProblemException.of(
          GeneralProblemCode.MALFORMED_REQUEST,
          "Send letters, digits and -._ in the path as they are, not encoded.");
    }
    String unreadable = whyUnreadable(request);
    if (unreadable != null) {
      return ProblemException.of(GeneralProblemCode.UNSUPPORTED_MEDIA_TYPE, unreadable);
    }
    return countHeaders(request) > limits.maxHeaders()
        ? ProblemException.of(
            GeneralProblemCode.HEADERS_TOO_LARGE,
            "Send " + limits.maxHeaders() + " headers at most.")
        : null;
  }

  private static int countHeaders(HttpServletRequest request) {
    int count = 0;
    for (var names = request.getHeaderNames(); names.hasMoreElements(); ) {
      for (var values = request.getHeaders(names.nextElement());
          values.hasMoreElements();
          count++) {
        values.nextElement();
      }
    }
    return count;
  }

  /** A body is always read as uncompressed UTF-8, so its headers must not state otherwise. */
  private static @Nullable String whyUnreadable(HttpServletRequest request) {
    String type = request.getContentType();
    if (type != null && type.contains("*")) { // the framework would answer 500
      return "Send a Content-Type without wildcards, or none.";
    }
    String otherJson = whyOtherJson(request.getMethod(), type);
    if (otherJson != null) {
      return otherJson;
    }
    String characters = charsetIn(type);
    if (characters != null && !characters.equalsIgnoreCase("utf-8")) {
      return "Send UTF-8, and no other charset in Content-Type.";
    }
    if (type != null && Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE)).size() > 1) {
      return "Send one Content-Type.";
    }
    return request.getHeader(HttpHeaders.CONTENT_ENCODING) == null
            || Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
                .allMatch("identity"::equalsIgnoreCase)
        ? null
        : "Send the body as it is, without a Content-Encoding.";
  }

  /** The framework would read any {@code +json} as JSON. */
  private static @Nullable String whyOtherJson(String method, @Nullable String type) {
    String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
    if (!lower.contains("+json")) {
      return null;
    }
    if (!HttpMethod.PATCH.matches(method)) {
      return "Send the body as application/json.";
    }
    return MERGE_PATCH.matcher(lower).matches()
        ? null
        : "Send the body as application/merge-patch+json.";
  }

  /** From the header itself: the request's own encoding was set to UTF-8 already. */
  private static @Nullable String charsetIn(@Nullable String type) {
    try {
      String charset =
          type == null ? null : MimeTypeUtils.parseMimeType(type).getParameter("charset");
      return charset == null ? null : charset.replace("\"", "");
    } catch (InvalidMimeTypeException malformed) {
      return null; // refused when the endpoint's types are compared
    }
  }
}
