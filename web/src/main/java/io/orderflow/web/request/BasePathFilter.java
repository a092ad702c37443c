package io.orderflow.web.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Prefixes {@code Location}, {@code Link} and redirects with the path that a gateway strips. */
final class BasePathFilter extends OncePerRequestFilter {

  private final BasePathProperties basePath;

  BasePathFilter(BasePathProperties basePath) {
    this.basePath = basePath;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new PrefixedResponse(response));
  }

  private final class PrefixedResponse extends HttpServletResponseWrapper {

    private PrefixedResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setHeader(String name, String value) {
      super.setHeader(name, prefixed(name, value));
    }

    @Override
    public void addHeader(String name, String value) {
      super.addHeader(name, prefixed(name, value));
    }

    @Override
    public void sendRedirect(String location) throws IOException {
      super.sendRedirect(basePath.before(location));
    }

    @Override
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
      super.sendRedirect(basePath.before(location), status, clearBuffer);
    }

    private String prefixed(String name, String value) {
      boolean leads =
          name.equalsIgnoreCase(HttpHeaders.LOCATION) || name.equalsIgnoreCase(HttpHeaders.LINK);
      return leads ? basePath.before(value) : value;
    }
  }
}
