package io.orderflow.api.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A switch, as it is set on all nodes.
 *
 * @param whileOff what does not happen while it is off
 * @param by the operator's name; null without a token
 * @param since when it was set to this state; null if it was never switched
 */
public record SwitchStatus(
    String name,
    State state,
    String whileOff,
    @Nullable String reason,
    @Nullable String by,
    @Nullable Instant since) {

  public enum State {
    ON,
    OFF
  }

  public boolean switchedOff() {
    return state == State.OFF;
  }
}
