package io.orderflow.callback;

import static java.util.Objects.requireNonNull;

import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import org.jspecify.annotations.Nullable;

/** Why an operator dismisses a callback. */
record DismissalRequest(@Nullable String note) {

  private static final int MAX_NOTE = 500;

  /**
   * @throws ProblemException if the note is missing or invalid
   */
  String checkedNote() {
    var check = new RequestValidator();
    var checkedNote = note(check, note);
    check.refuseIfInvalid();
    return requireNonNull(checkedNote);
  }

  static @Nullable String note(RequestValidator check, @Nullable String note) {
    return check.required("/note", note, PlainText.line(MAX_NOTE));
  }
}
