package io.orderflow.console;

import io.orderflow.web.problem.ProblemPage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the headers of every answer below {@code /console}, refusals included, and has problems
 * shown as pages to browsers.
 */
final class ConsoleFilter extends OncePerRequestFilter {

  /** Nothing from elsewhere, and nothing inline: text of customers on a page can do no harm. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final ProblemPage problems;

  ConsoleFilter(ProblemPage problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    // Without any a browser would send the origin of a form as null.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.VARY, "HX-Request");
    if (isForPages(request.getHeader(HttpHeaders.ACCEPT))) {
      request.setAttribute(ProblemPage.ATTRIBUTE, problems);
    }
    chain.doFilter(request, response);
  }

  /** Browsers name the type where they open a page, and scripts do not. */
  private static boolean isForPages(@Nullable String accept) {
    return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
  }
}
