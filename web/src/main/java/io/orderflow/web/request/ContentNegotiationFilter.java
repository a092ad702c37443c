package io.orderflow.web.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Hands on of {@code Accept} what the framework can act on, and nothing of a preflight. Each answer
 * has one form, so that parameters of a media type mean nothing here; but a {@code charset} in
 * them, or an empty element of the list, would fail after the work is done, or fail as a fault of
 * ours. No other site is let in by CORS, and to a preflight the framework names methods that there
 * are not.
 */
final class ContentNegotiationFilter implements Filter {

  /** For a list that cannot be read: no answer has this form, and no line in the log is due. */
  private static final List<String> NOTHING = List.of("unreadable/unreadable");

  private static final String PREFLIGHT = HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD;
  private static final String ACCEPT_PATCH = HttpHeaders.ACCEPT_PATCH;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        new Negotiable((HttpServletRequest) request), new Plain((HttpServletResponse) response));
  }

  /** Without parameters but the weight. */
  private static List<String> plain(List<String> accepted) {
    try {
      var types = MediaType.parseMediaTypes(accepted);
      return types.isEmpty()
          ? List.of()
          : List.of(
              types.stream()
                  .map(ContentNegotiationFilter::plain)
                  .collect(Collectors.joining(", ")));
    } catch (InvalidMediaTypeException notOne) {
      return NOTHING;
    }
  }

  private static String plain(MediaType type) {
    return "%s/%s;q=%s".formatted(type.getType(), type.getSubtype(), type.getQualityValue());
  }

  private static final class Negotiable extends HttpServletRequestWrapper {

    Negotiable(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      var values = getHeaders(name);
      return values.hasMoreElements() ? values.nextElement() : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      if (name.equalsIgnoreCase(PREFLIGHT)) {
        return Collections.emptyEnumeration();
      }
      if (!name.equalsIgnoreCase(HttpHeaders.ACCEPT)) {
        return super.getHeaders(name);
      }
      // Probes must get an answer, whatever else they would like.
      return Collections.enumeration(
          isHealth()
              ? List.of(MediaType.APPLICATION_JSON_VALUE)
              : plain(Collections.list(super.getHeaders(name))));
    }

    private boolean isHealth() {
      String path = getRequestURI();
      return path.equals("/health") || path.startsWith("/health/");
    }
  }

  private static final class Plain extends HttpServletResponseWrapper {

    Plain(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setHeader(String name, String value) {
      if (isSaid(name, value)) {
        super.setHeader(name, value);
      }
    }

    @Override
    public void addHeader(String name, String value) {
      if (isSaid(name, value)) {
        super.addHeader(name, value);
      }
    }

    /** The framework writes an empty {@code Accept-Patch} where nothing can be patched. */
    private static boolean isSaid(String name, @Nullable String value) {
      return !name.equalsIgnoreCase(ACCEPT_PATCH) || (value != null && !value.isBlank());
    }
  }
}
