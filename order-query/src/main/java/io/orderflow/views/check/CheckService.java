package io.orderflow.views.check;

import io.orderflow.views.check.CheckStatus.State;
import io.orderflow.views.status.OrderRowComparison;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** The checks of {@code order-views} against the event store, for the API and for the console. */
@Component
public class CheckService {

  static final String PROJECTION = "order-views";

  private static final Pattern ID = Pattern.compile("\\d{1,18}");
  private static final Logger log = LoggerFactory.getLogger(CheckService.class);

  private final CheckStore stored;
  private final CheckRunner runner;
  private final OrderRowComparison rows;
  private final ProjectionPosition projection;

  CheckService(
      CheckStore stored,
      CheckRunner runner,
      OrderRowComparison rows,
      ProjectionPosition projection) {
    this.stored = stored;
    this.runner = runner;
    this.rows = rows;
    this.projection = projection;
  }

  /**
   * @throws ProblemException if one is running, or the event store does not answer
   */
  public CheckStatus start() {
    var check = begin();
    log.info("Check {} of {} has begun: {} rows", check.id(), PROJECTION, check.orders());
    runner.wake();
    return shown(check);
  }

  /** The newest; empty if there was none. */
  public Optional<CheckStatus> newest() {
    return stored.newest().map(this::shown);
  }

  /** Empty if there is none with this id. */
  Optional<CheckStatus> find(String id) {
    return check(id).map(this::shown);
  }

  /**
   * A check changes nothing, and neither does its end.
   *
   * @return empty if there is none with this id
   * @throws ProblemException if it has ended otherwise
   */
  public Optional<CheckStatus> cancel(String id) {
    var found = check(id);
    boolean cancelled =
        found.filter(ViewCheck::isRunning).isPresent()
            && stored.end(found.get().id(), State.CANCELLED);
    var now = check(id);
    if (now.isPresent() && !cancelled && now.get().state() != State.CANCELLED) {
      throw ProblemException.of(
          CheckProblemCode.CHECK_ENDED,
          "It is " + now.get().state() + "; there is nothing to cancel.");
    }
    return now.map(this::shown);
  }

  static String location(String id) {
    return CheckController.PROJECTIONS + "/" + PROJECTION + "/checks/" + id;
  }

  private ViewCheck begin() {
    long newest =
        projection
            .newest()
            .orElseThrow(
                () ->
                    ProblemException.of(
                        GeneralProblemCode.UNAVAILABLE,
                        "The event store does not answer; send the same request again."));
    try {
      return stored.begin(PROJECTION, rows.count(), newest);
    } catch (DuplicateKeyException running) {
      throw stored
          .running(PROJECTION)
          .map(CheckService::refusal)
          .orElseGet(
              () ->
                  ProblemException.of(
                      GeneralProblemCode.UNAVAILABLE, "Another check has just ended; ask again."));
    }
  }

  private static ProblemException refusal(ViewCheck running) {
    var id = Long.toString(running.id());
    return ProblemException.of(
            CheckProblemCode.CHECK_RUNNING,
            "Wait for it, or cancel it with DELETE " + location(id) + ".")
        .with("checkId", id);
  }

  private Optional<ViewCheck> check(String id) {
    return ID.matcher(id).matches() ? stored.find(Long.parseLong(id)) : Optional.empty();
  }

  private CheckStatus shown(ViewCheck check) {
    return new CheckStatus(
        Long.toString(check.id()),
        check.projection(),
        check.state(),
        check.percent(),
        check.checked(),
        check.orders(),
        check.position(),
        check.target(),
        check.differing() + check.missing(),
        stored.differences(check.id()),
        check.startedAt(),
        check.endedAt());
  }
}
