package io.orderflow.web.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * A module's own reason not to let a request in although there is a place for it: what it would
 * begin could not be brought to its end in time. All beans of this type are asked, before a body is
 * parsed; so they must answer at once, from what they know.
 */
@FunctionalInterface
public interface AdmissionPolicy {

  /**
   * Why not, as a sentence for the client; nothing where the request may come in. The client is
   * answered {@code 503} and asked to come back.
   */
  Optional<String> refusal(HttpServletRequest request);
}
