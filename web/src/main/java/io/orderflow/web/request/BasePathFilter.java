package io.orderflow.web.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Prefixes {@code Location}, {@code Link} and redirects with the path that a gateway strips. */
final class BasePathFilter extends OncePerRequestFilter {

  /** Those that name a path; the last is what htmx shows as the address of a page. */
  private static final List<String> LEADING =
      List.of(HttpHeaders.LOCATION, HttpHeaders.LINK, "HX-Push-Url");

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
      return LEADING.stream().anyMatch(name::equalsIgnoreCase) ? basePath.before(value) : value;
    }
  }
}
