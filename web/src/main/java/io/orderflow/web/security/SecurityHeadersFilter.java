package io.orderflow.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** What browsers are told not to do with any answer; whoever answers may say otherwise. */
final class SecurityHeadersFilter extends OncePerRequestFilter {

  /** Data: nothing in it is ever run, loaded or framed. */
  private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

  /** Pages: only what comes from here; their styles may be written into them. */
  private static final String PAGE =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean data = request.getRequestURI().startsWith("/api/");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Content-Security-Policy", data ? DATA : PAGE);
    chain.doFilter(request, response);
  }
}
