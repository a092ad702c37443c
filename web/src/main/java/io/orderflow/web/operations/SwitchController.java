package io.orderflow.web.operations;

import io.orderflow.engine.origin.Origin;
import io.orderflow.engine.switches.OperatorSwitch;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.engine.switches.SwitchSetting;
import io.orderflow.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows and sets the switches of this process. */
@RestController
@RequestMapping("/api/v1/admin/switches")
class SwitchController {

  private final OperatorSwitches switches;

  SwitchController(OperatorSwitches switches) {
    this.switches = switches;
  }

  @GetMapping
  Listed list() {
    return new Listed(switches.declared().stream().map(this::shown).toList());
  }

  @GetMapping("/{name}")
  Shown show(@PathVariable String name) {
    return shown(known(name));
  }

  /** Durable and for all nodes when it is answered. Repeating it changes nothing. */
  @PutMapping("/{name}")
  Shown set(@PathVariable String name, @RequestBody SwitchRequest request, Origin origin) {
    var known = known(name);
    var wanted = request.checked();
    switches.set(name, wanted.state(), wanted.reason(), origin.actor());
    return shown(known);
  }

  private OperatorSwitch known(String name) {
    return switches.declared().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.of(
                    SwitchProblem.SWITCH_NOT_FOUND,
                    "GET /api/v1/admin/switches shows those of this process."));
  }

  private Shown shown(OperatorSwitch known) {
    Optional<SwitchSetting> setting = switches.find(known.name());
    return new Shown(
        known.name(),
        setting.map(SwitchSetting::state).orElse(SwitchSetting.State.ON),
        known.whileOff(),
        setting.map(SwitchSetting::reason).orElse(null),
        setting.map(SwitchSetting::actor).orElse(null),
        setting.map(SwitchSetting::since).orElse(null));
  }

  record Listed(List<Shown> items) {}

  /**
   * @param whileOff what does not happen while it is off
   * @param by the operator's name; null without a token
   * @param since when it was set to this state; null if it was never switched
   */
  record Shown(
      String name,
      SwitchSetting.State state,
      String whileOff,
      @Nullable String reason,
      @Nullable String by,
      @Nullable Instant since) {}
}
