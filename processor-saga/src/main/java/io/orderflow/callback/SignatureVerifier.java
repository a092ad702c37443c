package io.orderflow.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.inbox.CallbackProperties;
import io.orderflow.inbox.StandardWebhookSecret;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Rejects forged, altered and replayed callbacks. A partner signs them with orderflow's own header
 * or with those of Standard Webhooks, each of them once.
 */
@Component
class SignatureVerifier {

  private final OrderflowSignature own;
  private final StandardWebhookSignature standard;

  SignatureVerifier(CallbackProperties properties, Clock clock) {
    var secrets = properties.secrets();
    this.own =
        new OrderflowSignature(
            new SigningKeys(
                secrets.stream().map(secret -> secret.getBytes(UTF_8)).toList(), clock));
    this.standard =
        new StandardWebhookSignature(
            new SigningKeys(secrets.stream().map(StandardWebhookSecret::key).toList(), clock));
  }

  /**
   * A callback that is signed in both ways is refused: which of them counts must not depend on who
   * reads it.
   *
   * @param body the body as received
   */
  boolean isGenuine(HttpServletRequest request, byte[] body) {
    var signatures = lines(request, OrderflowSignature.HEADER);
    var standardSignatures = lines(request, StandardWebhookSignature.SIGNATURES);
    if (standardSignatures.isEmpty()) {
      return signatures.size() == 1 && own.isGenuine(signatures.getFirst(), body);
    }
    var ids = lines(request, StandardWebhookSignature.ID);
    var timestamps = lines(request, StandardWebhookSignature.TIMESTAMP);
    return signatures.isEmpty()
        && standardSignatures.size() == 1
        && ids.size() == 1
        && timestamps.size() == 1
        && standard.isGenuine(
            ids.getFirst(), timestamps.getFirst(), standardSignatures.getFirst(), body);
  }

  private static List<String> lines(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }
}
