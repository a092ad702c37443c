package io.orderflow.engine.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * A problem as the answer to one request. Endpoints need not know of it, they throw; a filter, or
 * whoever answers in the place of one, writes it:
 *
 * <pre>{@code
 * ProblemAnswer.to(request, Problem.of(ProblemCode.FORBIDDEN, "Ask for the scope orders:operate."))
 *     .with("WWW-Authenticate", "Bearer")
 *     .writeTo(response);
 * }</pre>
 */
public final class ProblemAnswer {

  private static final String RETRY_AFTER_SECONDS = "1";
  private static final String CONTENT_TYPE = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

  private final Problem problem;
  private final String traceId;
  private final HttpHeaders headers = new HttpHeaders();

  private ProblemAnswer(Problem problem, String traceId) {
    this.problem = problem;
    this.traceId = traceId;
    headers.set(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE);
    headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.code().status() == 503) {
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (problem.tag() != null) {
      headers.setETag("\"" + problem.tag() + "\"");
    }
  }

  /** Of this problem, under the trace of this request. */
  public static ProblemAnswer to(HttpServletRequest request, Problem problem) {
    return new ProblemAnswer(problem, TraceId.of(request));
  }

  /** The same with what else the protocol demands, such as {@code WWW-Authenticate}. */
  public ProblemAnswer with(String header, String value) {
    headers.set(header, value);
    return this;
  }

  /** The same with all of these headers, such as {@code Allow}. */
  ProblemAnswer with(HttpHeaders more) {
    more.forEach(headers::addAll);
    headers.set(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE);
    return this;
  }

  /** By which the problem is found in the log; one of ours is, whatever is left out there. */
  public String traceId() {
    return traceId;
  }

  ResponseEntity<Map<String, Object>> toEntity() {
    return ResponseEntity.status(problem.code().status()).headers(headers).body(body());
  }

  /** Answers. Nothing else may have been written, and nothing may be written after it. */
  public void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(problem.code().status());
    headers.forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
    response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(body()));
  }

  private Map<String, Object> body() {
    ProblemCode code = problem.code();
    if (code.status() >= 500) {
      TraceLog.SHARED.add(code, traceId);
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("type", typeOf(code));
    body.put("title", code.title());
    body.put("status", code.status());
    body.put("detail", problem.detail());
    body.put("code", code.name());
    if (!problem.errors().isEmpty()) {
      body.put("errors", problem.errors());
    }
    problem.extensions().forEach(body::putIfAbsent);
    body.put("traceId", traceId);
    return body;
  }

  /** The last part is the anchor of the code in docs/problems.md. */
  static String typeOf(ProblemCode code) {
    return "urn:orderflow:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
