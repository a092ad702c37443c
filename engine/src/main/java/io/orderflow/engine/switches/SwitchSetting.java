package io.orderflow.engine.switches;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a switch is set, and by whom.
 *
 * @param reason the operator's own words; null if it was never switched
 * @param actor the operator's name; null if it was never switched, or by a caller without a token
 * @param since when it was set to this state; null if it was never switched
 */
public record SwitchSetting(
    String name,
    State state,
    @Nullable String reason,
    @Nullable String actor,
    @Nullable Instant since) {

  /** The names are stored. */
  public enum State {
    ON,
    OFF
  }

  static SwitchSetting untouched(String name) {
    return new SwitchSetting(name, State.ON, null, null, null);
  }

  public boolean isOff() {
    return state == State.OFF;
  }
}
