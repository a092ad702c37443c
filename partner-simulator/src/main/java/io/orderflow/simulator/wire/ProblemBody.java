package io.orderflow.simulator.wire;

import org.springframework.http.HttpStatus;

/** RFC 9457 problem details with a stable code. */
record ProblemBody(String type, String title, int status, String detail, String code) {

  static ProblemBody of(int status, String code, String detail) {
    HttpStatus known = HttpStatus.valueOf(status);
    return new ProblemBody("about:blank", known.getReasonPhrase(), status, detail, code);
  }
}
