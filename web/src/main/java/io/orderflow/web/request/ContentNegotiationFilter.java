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
 * Simplifies {@code Accept} and hides CORS preflights from the framework. Each response has one
 * form, so parameters of a media type mean nothing; but the framework would fail on a {@code
 * charset} or an empty list element after the work is done, or with a 500. CORS is not offered, and
 * to a preflight the framework would name methods that do not exist. JSON is sent as a whole.
 */
final class ContentNegotiationFilter implements Filter {

  /** Stands for a list that cannot be parsed: no response has this type. */
  private static final List<String> NOTHING = List.of("unreadable/unreadable");

  private static final String PREFLIGHT = HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD;
  private static final String ACCEPT_PATCH = HttpHeaders.ACCEPT_PATCH;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        new Negotiable((HttpServletRequest) request), new Plain((HttpServletResponse) response));
  }

  /** Removes all parameters except the weight. */
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
    return type.getType() + "/" + type.getSubtype() + ";q=" + type.getQualityValue();
  }

  private static final class Negotiable extends HttpServletRequestWrapper {

    private @Nullable List<String> accepted;

    Negotiable(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      if (name.equalsIgnoreCase(PREFLIGHT)) {
        return null;
      }
      if (!name.equalsIgnoreCase(HttpHeaders.ACCEPT)) {
        return super.getHeader(name);
      }
      return accepted().isEmpty() ? null : accepted().getFirst();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      if (name.equalsIgnoreCase(PREFLIGHT)) {
        return Collections.emptyEnumeration();
      }
      return name.equalsIgnoreCase(HttpHeaders.ACCEPT)
          ? Collections.enumeration(accepted())
          : super.getHeaders(name);
    }

    /** Parsed once, since the framework asks several times. */
    private List<String> accepted() {
      if (accepted == null) {
        // Probes must get an answer, whatever they accept.
        accepted =
            isHealth()
                ? List.of(MediaType.APPLICATION_JSON_VALUE)
                : plain(Collections.list(super.getHeaders(HttpHeaders.ACCEPT)));
      }
      return accepted;
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
      if (isWritten(name, value)) {
        super.setHeader(name, value);
      }
    }

    @Override
    public void addHeader(String name, String value) {
      if (isWritten(name, value)) {
        super.addHeader(name, value);
      }
    }

    /**
     * The framework flushes every entity. Without that Tomcat knows the length of a JSON document
     * when it ends, and sends headers and body at once instead of headers, chunk and last chunk.
     */
    @Override
    public void flushBuffer() throws IOException {
      if (!isJson(getContentType())) {
        super.flushBuffer();
      }
    }

    private static boolean isJson(@Nullable String type) {
      return type != null
          && (type.startsWith(MediaType.APPLICATION_JSON_VALUE)
              || type.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE));
    }

    /** The framework writes an empty {@code Accept-Patch} where nothing can be patched. */
    private static boolean isWritten(String name, @Nullable String value) {
      return !name.equalsIgnoreCase(ACCEPT_PATCH) || (value != null && !value.isBlank());
    }
  }
}
