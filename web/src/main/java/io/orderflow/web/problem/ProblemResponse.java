package io.orderflow.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * A problem as the answer to one request. Endpoints throw a {@link ProblemException}; filters write
 * the response themselves:
 *
 * <pre>{@code
 * ProblemResponse.to(request, ProblemException.of(GeneralProblem.FORBIDDEN, "Get another token."))
 *     .with("WWW-Authenticate", "Bearer")
 *     .writeTo(response);
 * }</pre>
 */
public final class ProblemResponse {

  private static final String RETRY_AFTER_SECONDS = "1";
  private static final String CONTENT_TYPE = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

  private final ProblemException problemException;
  private final String traceId;
  private final HttpHeaders headers = new HttpHeaders();

  private ProblemResponse(ProblemException problemException, String traceId) {
    this.problemException = problemException;
    this.traceId = traceId;
    headers.set(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE);
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
    return new ProblemResponse(problemException, TraceId.of(request));
  }

  /** Adds a header that the protocol requires, such as {@code WWW-Authenticate}. */
  public ProblemResponse with(String header, String value) {
    headers.set(header, value);
    return this;
  }

  /** Adds these headers, such as {@code Allow}. */
  ProblemResponse with(HttpHeaders more) {
    more.forEach(headers::addAll);
    headers.set(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE);
    return this;
  }

  /** Finds the problem in the log, even if its own log line was suppressed. */
  public String traceId() {
    return traceId;
  }

  ResponseEntity<Map<String, Object>> toEntity() {
    return ResponseEntity.status(problemException.code().status()).headers(headers).body(body());
  }

  /** Writes the whole response; nothing may be written before or after it. */
  public void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(problemException.code().status());
    headers.forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
    response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(body()));
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
