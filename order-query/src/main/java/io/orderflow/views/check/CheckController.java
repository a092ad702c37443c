package io.orderflow.views.check;

import io.orderflow.views.check.ViewCheck.State;
import io.orderflow.views.status.OrderRowComparison;
import io.orderflow.views.status.RowDifference;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
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

  private static final String ORDER_VIEWS = "order-views";
  private static final Pattern ID = Pattern.compile("\\d{1,18}");
  private static final Logger log = LoggerFactory.getLogger(CheckController.class);

  private final CheckStore checks;
  private final CheckRunner runner;
  private final OrderRowComparison rows;
  private final ProjectionPosition projection;

  CheckController(
      CheckStore checks,
      CheckRunner runner,
      OrderRowComparison rows,
      ProjectionPosition projection) {
    this.checks = checks;
    this.runner = runner;
    this.rows = rows;
    this.projection = projection;
  }

  @PostMapping
  ResponseEntity<Shown> start(@PathVariable String name) {
    requireProjection(name);
    var check = begin(name);
    log.info("Check {} of {} has begun: {} rows", check.id(), name, check.orders());
    runner.wake();
    return ResponseEntity.accepted()
        .header(HttpHeaders.LOCATION, location(check))
        .body(shown(check));
  }

  @GetMapping("/{id}")
  Shown show(@PathVariable String name, @PathVariable String id) {
    requireProjection(name);
    return shown(check(id));
  }

  /** A check changes nothing, and neither does its end. */
  @DeleteMapping("/{id}")
  Shown cancel(@PathVariable String name, @PathVariable String id) {
    requireProjection(name);
    var check = check(id);
    boolean cancelled = check.isRunning() && checks.end(check.id(), State.CANCELLED);
    var now = check(id);
    if (!cancelled && now.state() != State.CANCELLED) {
      throw ProblemException.of(
          CheckProblem.CHECK_ENDED, "It is " + now.state() + "; there is nothing to cancel.");
    }
    return shown(now);
  }

  private ViewCheck begin(String name) {
    long newest =
        projection
            .newest()
            .orElseThrow(
                () ->
                    ProblemException.of(
                        GeneralProblem.UNAVAILABLE,
                        "The event store does not answer; send the same request again."));
    try {
      return checks.begin(name, rows.count(), newest);
    } catch (DuplicateKeyException running) {
      throw checks
          .running(name)
          .map(
              other ->
                  ProblemException.of(
                          CheckProblem.CHECK_RUNNING,
                          "Wait for it, or cancel it with DELETE " + location(other) + ".")
                      .with("checkId", Long.toString(other.id())))
          .orElseGet(
              () ->
                  ProblemException.of(
                      GeneralProblem.UNAVAILABLE, "Another check has just ended; ask again."));
    }
  }

  private static void requireProjection(String name) {
    if (!name.equals(ORDER_VIEWS)) {
      throw ProblemException.of(
          CheckProblem.PROJECTION_NOT_FOUND, "There is one projection, " + ORDER_VIEWS + ".");
    }
  }

  private ViewCheck check(String id) {
    if (!ID.matcher(id).matches()) {
      throw notFound();
    }
    return checks.find(Long.parseLong(id)).orElseThrow(CheckController::notFound);
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        CheckProblem.CHECK_NOT_FOUND, "Take the address from the Location of its start.");
  }

  private static String location(ViewCheck check) {
    return PROJECTIONS + "/" + check.projection() + "/checks/" + check.id();
  }

  private Shown shown(ViewCheck check) {
    return new Shown(
        Long.toString(check.id()),
        check.projection(),
        check.state(),
        check.percent(),
        check.checked(),
        check.orders(),
        check.position(),
        check.target(),
        check.differing() + check.missing(),
        checks.differences(check.id()),
        check.startedAt(),
        check.endedAt());
  }

  /**
   * @param checked rows that were compared
   * @param orders rows there were when it began
   * @param position up to which orders without a row were looked for
   * @param target the newest event when it began
   * @param differing all orders that differ
   * @param differences the first of them
   */
  record Shown(
      String id,
      String projection,
      State state,
      int percent,
      long checked,
      long orders,
      long position,
      long target,
      long differing,
      List<RowDifference> differences,
      Instant startedAt,
      @Nullable Instant endedAt) {}
}
