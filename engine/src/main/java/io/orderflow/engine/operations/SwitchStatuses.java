package io.orderflow.engine.operations;

import io.orderflow.api.operations.SwitchStatus;
import io.orderflow.engine.switches.OperatorSwitch;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.engine.switches.SwitchSetting;
import io.orderflow.engine.switches.SwitchSetting.State;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The switches of this process, as operators see and set them. */
public final class SwitchStatuses {

  private final OperatorSwitches switches;

  SwitchStatuses(OperatorSwitches switches) {
    this.switches = switches;
  }

  public List<SwitchStatus> all() {
    return switches.declared().stream().map(this::shown).toList();
  }

  /** Empty if this process has no such switch. */
  public Optional<SwitchStatus> find(String name) {
    return switches.declared().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(this::shown);
  }

  /**
   * Durable and for all nodes when it returns.
   *
   * @param actor the operator's name; null if the caller has none
   * @return empty if this process has no such switch
   */
  public Optional<SwitchStatus> set(
      String name, boolean on, String reason, @Nullable String actor) {
    switches.set(name, on ? State.ON : State.OFF, reason, actor);
    return find(name);
  }

  private SwitchStatus shown(OperatorSwitch known) {
    Optional<SwitchSetting> setting = switches.find(known.name());
    return new SwitchStatus(
        known.name(),
        setting.filter(SwitchSetting::isOff).isPresent()
            ? SwitchStatus.State.OFF
            : SwitchStatus.State.ON,
        known.whileOff(),
        setting.map(SwitchSetting::reason).orElse(null),
        setting.map(SwitchSetting::actor).orElse(null),
        setting.map(SwitchSetting::since).orElse(null));
  }
}
