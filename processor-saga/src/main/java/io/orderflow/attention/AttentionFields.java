package io.orderflow.attention;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the fields that both answers to an attention have. */
final class AttentionFields {

  private static final int MAX_NOTE = 500;

  private AttentionFields() {}

  static @Nullable Step step(RequestValidator check, @Nullable String step) {
    return check.required("/step", step, word -> RequestValidator.word(Step.class, word));
  }

  static @Nullable ChargeId chargeId(RequestValidator check, @Nullable String chargeId) {
    return check.optional("/chargeId", chargeId, id -> new ChargeId(PlainText.exact(id)));
  }

  static @Nullable Integer version(RequestValidator check, @Nullable BigDecimal version) {
    return check.required("/attentionVersion", version, AttentionFields::positive);
  }

  static @Nullable String note(RequestValidator check, @Nullable String note) {
    return check.required("/note", note, PlainText.line(MAX_NOTE));
  }

  private static int positive(BigDecimal number) {
    long whole = RequestValidator.wholeNumber(number);
    if (whole < 1 || whole > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("must be 1 or more, as the order shows it");
    }
    return (int) whole;
  }
}
