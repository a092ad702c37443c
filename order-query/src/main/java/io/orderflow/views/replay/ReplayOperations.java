package io.orderflow.views.replay;

import io.orderflow.web.problem.ProblemException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The replays of {@code order-views}, for the API and for the console. */
@Component
public class ReplayOperations {

  private static final Pattern ID = Pattern.compile("\\d{1,18}");

  private final ReplayService service;
  private final ReplayStore stored;
  private final ReplayProgress progress;
  private final Clock clock;

  ReplayOperations(
      ReplayService service, ReplayStore stored, ReplayProgress progress, Clock clock) {
    this.service = service;
    this.stored = stored;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * @throws ProblemException if one is running, or the event store does not answer
   */
  public ReplayStatus start() {
    return shown(service.start());
  }

  /** The newest; empty if there was none. */
  public Optional<ReplayStatus> newest() {
    return stored.newest().map(this::shown);
  }

  /** Empty if there is none with this id. */
  Optional<ReplayStatus> find(String id) {
    return replay(id).map(this::shown);
  }

  /**
   * Nothing is lost: the rows that are read stay, and have been kept up to date.
   *
   * @return empty if there is none with this id
   * @throws ProblemException if it has ended otherwise
   */
  public Optional<ReplayStatus> cancel(String id) {
    var found = replay(id);
    boolean cancelled =
        found.filter(Replay::isRunning).isPresent()
            && service.giveUp(found.get(), ReplayStatus.State.CANCELLED, null);
    var now = replay(id);
    if (now.isPresent() && !cancelled && now.get().state() != ReplayStatus.State.CANCELLED) {
      throw ProblemException.of(
          ReplayProblemCode.REPLAY_ENDED,
          "It is " + now.get().state() + "; there is nothing to cancel.");
    }
    return now.map(this::shown);
  }

  private Optional<Replay> replay(String id) {
    return ID.matcher(id).matches() ? stored.find(Long.parseLong(id)) : Optional.empty();
  }

  private ReplayStatus shown(Replay replay) {
    var now = clock.instant();
    long position =
        replay.isRunning() ? progress.position() : Objects.requireNonNull(replay.endPosition());
    return new ReplayStatus(
        Long.toString(replay.id()),
        replay.processor(),
        replay.state(),
        position,
        replay.target(),
        replay.percent(position),
        replay.eventsPerSecond(position, now),
        replay.timeLeft(position, now),
        replay.changed(),
        replay.reason(),
        replay.startedAt(),
        replay.endedAt());
  }
}
