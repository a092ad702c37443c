package io.orderflow.sagastore;

import io.orderflow.engine.switches.OperatorSwitch;
import io.orderflow.engine.switches.SwitchSetting;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which lanes operators have paused. Tasks of a paused lane stay pending: no node leases or runs
 * them. A task that is being run goes on, for its request may have reached the partner.
 */
public final class LanePauses {

  private static final String PREFIX = "asking-";

  private final Function<String, Optional<SwitchSetting>> switches;

  /**
   * @param switches finds the setting of a switch by its name
   */
  public LanePauses(Function<String, Optional<SwitchSetting>> switches) {
    this.switches = switches;
  }

  /** The switch of a lane. Lanes without one cannot be paused. */
  public static OperatorSwitch switchOf(String lane, String schema) {
    return new OperatorSwitch(
        PREFIX + lane,
        schema,
        "Nothing is asked of the partner for "
            + lane
            + ": such requests wait, without becoming overdue.");
  }

  /** The name of a lane's switch. */
  public static String switchName(String lane) {
    return PREFIX + lane;
  }

  boolean isPaused(String lane) {
    return switches.apply(PREFIX + lane).filter(SwitchSetting::isOff).isPresent();
  }

  /** Until when the lane was last paused: now if it still is, null if it never was. */
  public @Nullable Instant pausedUntil(String lane, Instant now) {
    return switches
        .apply(PREFIX + lane)
        .map(setting -> setting.isOff() ? now : setting.since())
        .orElse(null);
  }
}
