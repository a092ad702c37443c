package io.orderflow.attention;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand.RetryStep;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An operator asks for a step to be retried.
 *
 * @param chargeId of the attention; null if it has none
 * @param attentionVersion of the attention, as the order shows it
 */
record RetryRequest(
    @Nullable String step,
    @Nullable String chargeId,
    @Nullable BigDecimal attentionVersion,
    @Nullable String note) {

  /**
   * @throws ProblemException that names every invalid field
   */
  RetryStep toCommand(OrderId order) {
    var check = new RequestValidator();
    var checkedStep = AttentionFields.step(check, step);
    var charge = AttentionFields.chargeId(check, chargeId);
    var version = AttentionFields.version(check, attentionVersion);
    var checkedNote = AttentionFields.note(check, note);
    check.refuseIfInvalid();
    if (checkedStep == null || version == null || checkedNote == null) {
      throw new IllegalStateException("required fields are checked");
    }
    return new RetryStep(order, checkedStep, charge, version, checkedNote);
  }
}
