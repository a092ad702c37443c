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
 * Protects open mode against other sites in a browser on this machine. Without it any page could
 * send orders here (CSRF), or read them by a host name that it rebinds to this machine (DNS
 * rebinding).
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
      problems.crossSite(request, response);
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

  /** Old browsers, and all over plain HTTP, send only the origin. */
  private static boolean isForeign(@Nullable String origin, @Nullable String host) {
    return origin != null
        && !origin.equalsIgnoreCase("http://" + host)
        && !origin.equalsIgnoreCase("https://" + host);
  }

  private static boolean isElsewhere(@Nullable String host) {
    return host != null && !THIS_MACHINE.matcher(host).matches();
  }
}
