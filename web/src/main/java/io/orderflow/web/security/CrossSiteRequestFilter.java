package io.orderflow.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where nobody is asked for a token, a browser on this machine would do for any page what only its
 * user should: send orders here, or, by a name that suddenly means this machine, read them.
 */
final class CrossSiteRequestFilter extends OncePerRequestFilter {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");
  private static final Pattern THIS_MACHINE =
      Pattern.compile(
          "(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

  private final boolean onlyThisMachine;
  private final SecurityProblemHandler problems;

  CrossSiteRequestFilter(boolean onlyThisMachine, SecurityProblemHandler problems) {
    this.onlyThisMachine = onlyThisMachine;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isForeign(request)
        || (onlyThisMachine && isElsewhere(request.getHeader(HttpHeaders.HOST)))) {
      problems.foreign(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isForeign(HttpServletRequest request) {
    if (READING.contains(request.getMethod())) {
      return false;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null
        ? isForeign(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST))
        : FOREIGN.contains(site);
  }

  /** Old browsers, and those that do not trust the connection, name the page's origin only. */
  private static boolean isForeign(@Nullable String origin, @Nullable String host) {
    return origin != null
        && !origin.equalsIgnoreCase("http://" + host)
        && !origin.equalsIgnoreCase("https://" + host);
  }

  private static boolean isElsewhere(@Nullable String host) {
    return host != null && !THIS_MACHINE.matcher(host).matches();
  }
}
