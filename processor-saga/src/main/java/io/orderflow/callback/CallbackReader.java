package io.orderflow.callback;

import io.orderflow.engine.logging.RateLimitedLogger;
import io.orderflow.inbox.CallbackSource;
import io.orderflow.inbox.Notice;
import io.orderflow.partner.PartnerJson;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Checks the length, then the signature, then the content of a callback. */
@Component
class CallbackReader {

  private static final Logger log = LoggerFactory.getLogger(CallbackReader.class);

  private final SignatureVerifier signatureVerifier;
  private final RateLimitedLogger seldom;

  CallbackReader(SignatureVerifier signatureVerifier, RateLimitedLogger seldom) {
    this.signatureVerifier = signatureVerifier;
    this.seldom = seldom;
  }

  /** The body of a genuine request. */
  String genuine(HttpServletRequest request) throws IOException {
    byte[] body = bounded(request);
    if (!signatureVerifier.isGenuine(request, body)) {
      // One message for all causes: a forger learns nothing from it.
      seldom.warn(
          log,
          "forged callbacks",
          "Refused a callback whose signature is missing, expired, or made with none of"
              + " orderflow.callbacks.secrets. If it came from your partner, compare secrets and"
              + " clocks");
      throw ProblemException.of(
          GeneralProblemCode.UNAUTHENTICATED,
          "The callback must carry a fresh and valid "
              + OrderflowSignature.HEADER
              + " header, or the three headers of Standard Webhooks.");
    }
    return decoded(body);
  }

  private static byte[] bounded(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(PartnerJson.MAX_BODY_BYTES + 1);
    if (body.length > PartnerJson.MAX_BODY_BYTES) {
      throw ProblemException.of(
          GeneralProblemCode.TOO_LARGE,
          "A callback must have at most " + PartnerJson.MAX_BODY_BYTES + " bytes.");
    }
    return body;
  }

  private static String decoded(byte[] body) {
    try {
      return PartnerJson.text(body);
    } catch (IllegalArgumentException notText) {
      throw malformed(String.valueOf(notText.getMessage()));
    }
  }

  Notice parse(CallbackSource source, String body) {
    try {
      return callback(source.read(body));
    } catch (JacksonException unreadable) {
      log.warn("Refused an unreadable, genuine {} callback", source);
      throw malformed("it must be JSON with all members of a known type of callback");
    } catch (IllegalArgumentException malformed) {
      log.warn("Refused a malformed, genuine {} callback", source);
      throw malformed(String.valueOf(malformed.getMessage()));
    }
  }

  private static Notice callback(Notice notice) {
    if (!notice.isCallback()) {
      throw new IllegalArgumentException("this type does not come as a callback");
    }
    return notice;
  }

  private static ProblemException malformed(String why) {
    return ProblemException.of(
        GeneralProblemCode.MALFORMED_REQUEST,
        "The body does not match the contract of callbacks: " + why + ".");
  }
}
