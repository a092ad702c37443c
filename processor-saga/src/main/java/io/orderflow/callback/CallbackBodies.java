package io.orderflow.callback;

import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemCode;
import io.orderflow.engine.problem.SeldomLog;
import io.orderflow.partner.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Lets in what is of bounded length, signed by a partner, and understood; in this order. */
@Component
class CallbackBodies {

  private static final Logger LOG = LoggerFactory.getLogger(CallbackBodies.class);

  private final Signatures signatures;
  private final SeldomLog seldom;

  CallbackBodies(Signatures signatures, SeldomLog seldom) {
    this.signatures = signatures;
    this.seldom = seldom;
  }

  /** The text of a genuine request. */
  String genuine(HttpServletRequest request) throws IOException {
    byte[] body = bounded(request);
    var headers = Collections.list(request.getHeaders(Signatures.HEADER));
    if (headers.size() != 1 || !signatures.areGenuine(headers.getFirst(), body)) {
      // One sentence for all of them: a forger learns nothing from it.
      seldom.warn(
          LOG,
          "forged callbacks",
          "A callback was refused, for its signature is missing, too old, or made with none of"
              + " orderflow.callbacks.secrets. If the partners are yours: compare secrets and clocks");
      throw Problem.of(
          ProblemCode.UNAUTHENTICATED,
          "The callback must carry a fresh and valid " + Signatures.HEADER + " header.");
    }
    return decoded(body);
  }

  private static byte[] bounded(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(Wire.MAX_BODY_BYTES + 1);
    if (body.length > Wire.MAX_BODY_BYTES) {
      throw Problem.of(
          ProblemCode.TOO_LARGE, "A callback must have at most " + Wire.MAX_BODY_BYTES + " bytes.");
    }
    return body;
  }

  private static String decoded(byte[] body) {
    try {
      return Wire.text(body);
    } catch (IllegalArgumentException notText) {
      throw malformed(String.valueOf(notText.getMessage()));
    }
  }

  Notice understood(Sender sender, String body) {
    try {
      return callback(sender.read(body));
    } catch (JacksonException unreadable) {
      LOG.warn("a genuine {} callback cannot be read, and is refused", sender);
      throw malformed("it must be JSON with all members of a known type of callback");
    } catch (IllegalArgumentException malformed) {
      LOG.warn("a genuine {} callback is malformed, and is refused", sender);
      throw malformed(String.valueOf(malformed.getMessage()));
    }
  }

  private static Notice callback(Notice notice) {
    if (!notice.isCallback()) {
      throw new IllegalArgumentException("this type does not come as a callback");
    }
    return notice;
  }

  private static Problem malformed(String why) {
    return Problem.of(
        ProblemCode.MALFORMED_REQUEST, "The body is not a callback as agreed on: " + why + ".");
  }
}
