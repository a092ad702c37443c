package io.orderflow.engine.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;

/**
 * What a client goes on sending after it was refused. Tomcat reads on for the next request's sake,
 * for as long as the client likes; where the connection ends anyway that would be a thread lost.
 */
final class Leftover {

  private static final String LEFT = Leftover.class.getName();

  private Leftover() {}

  /** To be said before the answer is written. */
  static void leave(HttpServletRequest request) {
    request.setAttribute(LEFT, true);
  }

  /** To be called when the answer was written. */
  static void dropIfLeft(Request request) {
    if (request.getAttribute(LEFT) != null) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }
}
