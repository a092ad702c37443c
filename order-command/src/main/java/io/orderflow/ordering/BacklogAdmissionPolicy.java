package io.orderflow.ordering;

import io.orderflow.web.admission.AdmissionPolicy;
import io.orderflow.web.admission.AdmissionRefusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * Sheds load: refuses orders while accepted ones wait too long for the saga, because another one
 * would miss its deadlines and be cancelled. Silence of the saga counts as delay.
 */
final class BacklogAdmissionPolicy implements AdmissionPolicy {

  private static final String ORDERS = "/api/v1/orders";

  private final BacklogMonitor process;
  private final Duration mostBehind;

  BacklogAdmissionPolicy(BacklogMonitor process, Duration mostBehind) {
    this.process = process;
    this.mostBehind = mostBehind;
  }

  @Override
  public Optional<AdmissionRefusal> refusal(HttpServletRequest request) {
    boolean places =
        request.getMethod().equals("POST")
            && request.getRequestURI().equals(ORDERS)
            && process.delay().compareTo(mostBehind) > 0;
    return places ? Optional.of(AdmissionRefusal.overloaded(why())) : Optional.empty();
  }

  private String why() {
    return process.silence().isPositive()
        ? "The process that carries orders on does not answer."
        : "Orders that were accepted before are still waiting to be worked on.";
  }
}
