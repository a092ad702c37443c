package io.orderflow.web.admin;

import static java.util.Objects.requireNonNull;

import io.orderflow.api.operations.SwitchStatus.State;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An operator sets a switch.
 *
 * @param state {@code ON} or {@code OFF}
 * @param reason one line; clients whose requests are refused are told it
 */
public record SwitchRequest(@Nullable String state, @Nullable String reason) {

  private static final int MAX_REASON = 200;

  /**
   * @throws ProblemException that names every invalid field
   */
  public Wanted checked() {
    var check = new RequestValidator();
    var wantedState = check.required("/state", state, SwitchRequest::state);
    var wantedReason = check.required("/reason", reason, PlainText.line(MAX_REASON));
    check.refuseIfInvalid();
    return new Wanted(wantedState == State.ON, requireNonNull(wantedReason));
  }

  private static State state(String word) {
    return Arrays.stream(State.values())
        .filter(each -> each.name().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be ON or OFF"));
  }

  /**
   * @param reason one line
   */
  public record Wanted(boolean on, String reason) {}
}
