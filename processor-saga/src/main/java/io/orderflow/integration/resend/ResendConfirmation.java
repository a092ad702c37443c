package io.orderflow.integration.resend;

import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operator's word that what was shown is to be sent.
 *
 * @param count what the preview has said
 * @param note why, 1 to 500 characters
 */
record ResendConfirmation(@Nullable BigDecimal count, @Nullable String note) {

  private static final int MAX_NOTE = 500;

  /**
   * @throws ProblemException that names every invalid field
   */
  Checked checked() {
    var check = new RequestValidator();
    var number = check.required("/count", count, RequestValidator::wholeNumber);
    var line = check.required("/note", note, PlainText.line(MAX_NOTE));
    check.refuseIfInvalid();
    return new Checked(Objects.requireNonNull(number), Objects.requireNonNull(line));
  }

  record Checked(long count, String note) {}
}
