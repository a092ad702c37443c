package io.orderflow.web.admin;

import io.orderflow.api.operations.SwitchStatus;
import io.orderflow.engine.operations.SwitchStatuses;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.ProblemException;
import java.util.List;
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

  private final SwitchStatuses switches;

  SwitchController(SwitchStatuses switches) {
    this.switches = switches;
  }

  @GetMapping
  Listed list() {
    return new Listed(switches.all());
  }

  @GetMapping("/{name}")
  SwitchStatus show(@PathVariable String name) {
    return switches.find(name).orElseThrow(SwitchController::notFound);
  }

  /** Durable and for all nodes when it is answered. Repeating it changes nothing. */
  @PutMapping("/{name}")
  SwitchStatus set(@PathVariable String name, @RequestBody SwitchRequest request, Origin origin) {
    var _ = switches.find(name).orElseThrow(SwitchController::notFound);
    var wanted = request.checked();
    return switches
        .set(name, wanted.on(), wanted.reason(), origin.actor())
        .orElseThrow(SwitchController::notFound);
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        SwitchProblemCode.SWITCH_NOT_FOUND,
        "GET /api/v1/admin/switches shows those of this process.");
  }

  record Listed(List<SwitchStatus> items) {}
}
