package io.orderflow.ordering;

import static java.util.Objects.requireNonNull;

import io.orderflow.engine.switches.OperatorSwitch;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.web.admission.AdmissionPolicy;
import io.orderflow.web.admission.AdmissionRefusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * Refuses orders while an operator has switched their acceptance off. Everything else goes on, for
 * accepted orders too.
 */
final class OrderIntakeSwitch implements AdmissionPolicy {

  static final OperatorSwitch SWITCH =
      new OperatorSwitch(
          "accepting-orders", "ordering", "POST /orders is answered 503 ORDERS_PAUSED.");

  private static final String ORDERS = "/api/v1/orders";

  /** Operators switch for minutes, so that clients need not ask every second. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final OperatorSwitches switches;

  OrderIntakeSwitch(OperatorSwitches switches) {
    this.switches = switches;
  }

  @Override
  public Optional<AdmissionRefusal> refusal(HttpServletRequest request) {
    return request.getMethod().equals("POST") && request.getRequestURI().equals(ORDERS)
        ? switches
            .find(SWITCH.name())
            .filter(setting -> setting.isOff())
            .map(setting -> refused(requireNonNull(setting.reason())))
        : Optional.empty();
  }

  private static AdmissionRefusal refused(String reason) {
    return new AdmissionRefusal(
        OrderProblemCode.ORDERS_PAUSED,
        "No orders are accepted for now: " + reason + ".",
        RETRY_AFTER);
  }
}
