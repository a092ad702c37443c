package io.orderflow.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * A problem as the answer to one request. Endpoints throw a {@link ProblemException}; filters write
 * the response themselves:
 *
 * <pre>{@code
 * ProblemResponse.to(request, ProblemException.of(GeneralProblemCode.FORBIDDEN, "Get another token."))
 *     .with("WWW-Authenticate", "Bearer")
 *     .writeTo(response);
 * }</pre>
 */
public final class ProblemResponse {

  private static final String RETRY_AFTER_SECONDS = "1";
  private static final String CONTENT_TYPE = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

  private static final String PAGE = "text/html;charset=UTF-8";

  private final ProblemException problemException;
  private final String traceId;
  private final @Nullable ProblemPage page;
  private final HttpHeaders headers = new HttpHeaders();

  private ProblemResponse(
      ProblemException problemException, String traceId, @Nullable ProblemPage page) {
    this.problemException = problemException;
    this.traceId = traceId;
    this.page = page;
    headers.set(HttpHeaders.CONTENT_TYPE, type());
    headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problemException.code().status() == 503) {
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (problemException.tag() != null) {
      headers.setETag("\"" + problemException.tag() + "\"");
    }
  }

  /** Answers the request with the problem, under the request's trace. */
  public static ProblemResponse to(HttpServletRequest request, ProblemException problemException) {
    var page = request.getAttribute(ProblemPage.ATTRIBUTE) instanceof ProblemPage own ? own : null;
    return new ProblemResponse(problemException, TraceId.of(request), page);
  }

  /** Adds a header that the protocol requires, such as {@code WWW-Authenticate}. */
  public ProblemResponse with(String header, String value) {
    headers.set(header, value);
    return this;
  }

  /** Adds these headers, such as {@code Allow}. */
  ProblemResponse with(HttpHeaders more) {
    more.forEach(headers::addAll);
    headers.set(HttpHeaders.CONTENT_TYPE, type());
    return this;
  }

  /** Finds the problem in the log, even if its own log line was suppressed. */
  public String traceId() {
    return traceId;
  }

  ResponseEntity<Object> toEntity() {
    return ResponseEntity.status(problemException.code().status()).headers(headers).body(content());
  }

  /** Writes the whole response; nothing may be written before or after it. */
  public void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(problemException.code().status());
    headers.forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
    var content = content();
    response
        .getOutputStream()
        .write(
            content instanceof String html
                ? html.getBytes(StandardCharsets.UTF_8)
                : JsonMapper.shared().writeValueAsBytes(content));
  }

  private String type() {
    return page == null ? CONTENT_TYPE : PAGE;
  }

  /** The members of the problem, or the page that shows it. */
  private Object content() {
    var body = body();
    return page == null ? body : page.of(problemException, traceId);
  }

  private Map<String, Object> body() {
    ProblemCode code = problemException.code();
    if (code.status() >= 500) {
      ServerErrorTraceLog.SHARED.add(code, traceId);
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("type", code.type());
    body.put("title", code.title());
    body.put("status", code.status());
    body.put("detail", problemException.detail());
    body.put("code", code.name());
    if (!problemException.errors().isEmpty()) {
      body.put("errors", problemException.errors());
    }
    problemException.extensions().forEach(body::putIfAbsent);
    body.put("traceId", traceId);
    return body;
  }
}
