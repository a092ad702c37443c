package io.orderflow.views.check;

import io.orderflow.web.problem.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts, shows and cancels checks of the view against the event store. */
@RestController
@RequestMapping(CheckController.PROJECTIONS + "/{name}/checks")
class CheckController {

  static final String PROJECTIONS = "/api/v1/admin/projections";

  private final CheckService checks;

  CheckController(CheckService checks) {
    this.checks = checks;
  }

  @PostMapping
  ResponseEntity<CheckStatus> start(@PathVariable String name) {
    requireProjection(name);
    var check = checks.start();
    return ResponseEntity.accepted()
        .header(HttpHeaders.LOCATION, CheckService.location(check.id()))
        .body(check);
  }

  @GetMapping("/{id}")
  CheckStatus show(@PathVariable String name, @PathVariable String id) {
    requireProjection(name);
    return checks.find(id).orElseThrow(CheckController::notFound);
  }

  /** A check changes nothing, and neither does its end. */
  @DeleteMapping("/{id}")
  CheckStatus cancel(@PathVariable String name, @PathVariable String id) {
    requireProjection(name);
    return checks.cancel(id).orElseThrow(CheckController::notFound);
  }

  private static void requireProjection(String name) {
    if (!name.equals(CheckService.PROJECTION)) {
      throw ProblemException.of(
          CheckProblemCode.PROJECTION_NOT_FOUND,
          "There is one projection, " + CheckService.PROJECTION + ".");
    }
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        CheckProblemCode.CHECK_NOT_FOUND, "Take the address from the Location of its start.");
  }
}
