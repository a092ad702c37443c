package io.orderflow.attention;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand.ResolveStep;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An operator has settled a step by other means.
 *
 * @param chargeId of the attention; null if it has none
 * @param attentionVersion of the attention, as the order shows it
 * @param outcome of a shipment; null for every other step
 */
record ResolveRequest(
    @Nullable String step,
    @Nullable String chargeId,
    @Nullable BigDecimal attentionVersion,
    @Nullable String outcome,
    @Nullable String note) {

  /**
   * @throws ProblemException that names every invalid field
   */
  ResolveStep toCommand(OrderId order) {
    var check = new RequestValidator();
    var checkedStep = AttentionFields.step(check, step);
    var charge = AttentionFields.chargeId(check, chargeId);
    var version = AttentionFields.version(check, attentionVersion);
    var resolution =
        check.optional(
            "/outcome", outcome, word -> RequestValidator.word(ShipmentResolution.class, word));
    var checkedNote = AttentionFields.note(check, note);
    check.refuseIfInvalid();
    if (checkedStep == null || version == null || checkedNote == null) {
      throw new IllegalStateException("required fields are checked");
    }
    return new ResolveStep(order, checkedStep, charge, version, resolution, checkedNote);
  }
}
