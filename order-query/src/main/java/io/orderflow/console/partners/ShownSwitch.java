package io.orderflow.console.partners;

import io.orderflow.api.operations.SwitchStatus;
import io.orderflow.console.page.DisplayTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A switch, as it is shown.
 *
 * @param title what it switches, in words
 * @param reason why it is off, or was switched on again; null if it was never off
 */
public record ShownSwitch(
    String name,
    String title,
    boolean off,
    String whileOff,
    @Nullable String reason,
    @Nullable String by,
    @Nullable DisplayTime since) {

  static ShownSwitch of(SwitchStatus status) {
    return new ShownSwitch(
        status.name(),
        title(status.name()),
        status.switchedOff(),
        status.whileOff(),
        status.reason(),
        status.by(),
        status.since() == null ? null : DisplayTime.of(status.since()));
  }

  /** Those that are switched off. */
  public static List<ShownSwitch> off(Collection<SwitchStatus> all) {
    return all.stream().filter(SwitchStatus::switchedOff).map(ShownSwitch::of).toList();
  }

  private static String title(String name) {
    var words = name.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
