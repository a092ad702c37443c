package io.orderflow.console;

import io.orderflow.web.problem.ProblemPage;
import io.orderflow.web.security.CurrentLogin;
import io.orderflow.web.security.LoginProvider;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the headers of every answer below {@code /console}, refusals included, and has problems
 * shown as pages to browsers.
 */
final class ConsoleFilter extends OncePerRequestFilter {

  private final Supplier<ConsoleProblemPage> problems;
  private final SingletonSupplier<String> policy;

  ConsoleFilter(Supplier<ConsoleProblemPage> problems, Supplier<LoginProvider> login) {
    this.problems = problems;
    this.policy = SingletonSupplier.of(() -> policy(login.get().origin()));
  }

  /**
   * Nothing from elsewhere, and nothing inline: text of customers on a page can do no harm. The
   * form that logs out leads to the provider, if there is one.
   */
  private static String policy(@Nullable String provider) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        + " connect-src 'self'; form-action 'self'"
        + (provider == null ? "" : " " + provider)
        + "; base-uri 'none'; frame-ancestors 'none'";
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", policy.obtain());
    // Without any a browser would send the origin of a form as null.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.VARY, "HX-Request");
    if (isForPages(request.getHeader(HttpHeaders.ACCEPT))) {
      ProblemPage page =
          (problem, traceId) -> problems.get().of(problem, traceId, shownTo(request));
      request.setAttribute(ProblemPage.ATTRIBUTE, page);
    }
    chain.doFilter(request, response);
  }

  /** What the layout shows of the login, and its form needs. */
  private static Map<String, Object> shownTo(HttpServletRequest request) {
    var shown = new HashMap<String, Object>();
    for (var name : List.of(CurrentLogin.ATTRIBUTE, "_csrf")) {
      var value = request.getAttribute(name);
      if (value != null) {
        shown.put(name, value);
      }
    }
    return shown;
  }

  /** Browsers name the type where they open a page, and scripts do not. */
  private static boolean isForPages(@Nullable String accept) {
    return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
  }
}
