package io.orderflow.web.limits;

import io.orderflow.web.problem.GeneralProblem;
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
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses by the name of the mistake what is too long, too much or impossible around a body.
 * Tomcat's own limits lie above these and know one answer only, {@code 400}.
 */
final class RequestLimitFilter extends OncePerRequestFilter {

  /** One spelling of each path: whoever decides by it before it is decoded cannot be passed by. */
  private static final Pattern NEEDLESS =
      Pattern.compile("%(2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aA])");

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
      // What follows in the connection is not looked at: too much has come already.
      ProblemResponse.to(request, problemException).with("Connection", "close").writeTo(response);
    }
  }

  private @Nullable ProblemException problemWith(HttpServletRequest request) {
    String query = request.getQueryString();
    if (request.getRequestURI().length() + (query == null ? 0 : query.length()) > limits.maxUri()) {
      return ProblemException.of(
          GeneralProblem.URI_TOO_LONG,
          "Send a path and query of " + limits.maxUri() + " characters at most.");
    }
    if (NEEDLESS.matcher(request.getRequestURI()).find()) {
      return ProblemException.of(
          GeneralProblem.MALFORMED_REQUEST,
          "Send letters, digits and -._ in the path as they are, not encoded.");
    }
    String unreadable = whyUnreadable(request);
    if (unreadable != null) {
      return ProblemException.of(GeneralProblem.UNSUPPORTED_MEDIA_TYPE, unreadable);
    }
    long headers =
        Collections.list(request.getHeaderNames()).stream()
            .mapToLong(name -> Collections.list(request.getHeaders(name)).size())
            .sum();
    return headers > limits.maxHeaders()
        ? ProblemException.of(
            GeneralProblem.HEADERS_TOO_LARGE, "Send " + limits.maxHeaders() + " headers at most.")
        : null;
  }

  /**
   * A body is read as UTF-8 and as it comes, whatever it says of itself: so it may not say else.
   */
  private static @Nullable String whyUnreadable(HttpServletRequest request) {
    String type = request.getContentType();
    if (type != null && type.contains("*")) { // the framework does not expect that
      return "Send a Content-Type without wildcards, or none.";
    }
    if (type != null && type.toLowerCase(Locale.ROOT).contains("+json")) {
      return "Send the body as application/json."; // the framework would read any +json as that
    }
    String characters = charsetIn(type);
    if (characters != null && !characters.equalsIgnoreCase("utf-8")) {
      return "Send UTF-8, and say so or nothing in Content-Type.";
    }
    if (Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE)).size() > 1) {
      return "Send one Content-Type.";
    }
    return Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
            .allMatch("identity"::equalsIgnoreCase)
        ? null
        : "Send the body as it is, without a Content-Encoding.";
  }

  /** As the client says it; what is asked of the request itself has been set to UTF-8 by now. */
  private static @Nullable String charsetIn(@Nullable String type) {
    try {
      String charset =
          type == null ? null : MimeTypeUtils.parseMimeType(type).getParameter("charset");
      return charset == null ? null : charset.replace("\"", "");
    } catch (InvalidMimeTypeException malformed) {
      return null; // refused where the endpoint's types are compared
    }
  }
}
