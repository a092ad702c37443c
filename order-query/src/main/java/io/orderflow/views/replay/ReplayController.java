package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.web.operations.ProcessorProblem;
import io.orderflow.web.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts, shows and cancels replays. */
@RestController
@RequestMapping(ReplayController.PROCESSORS + "/{name}/replays")
class ReplayController {

  static final String PROCESSORS = "/api/v1/admin/processors";

  private static final Pattern ID = Pattern.compile("\\d{1,18}");

  private final ReplayService replayService;
  private final ReplayProgress progress;
  private final ObjectProvider<EventProcessor> declared;
  private final Clock clock;

  ReplayController(
      ReplayService replayService,
      ReplayProgress progress,
      ObjectProvider<EventProcessor> declared,
      Clock clock) {
    this.replayService = replayService;
    this.progress = progress;
    this.declared = declared;
    this.clock = clock;
  }

  @PostMapping
  ResponseEntity<Shown> start(@PathVariable String name) {
    var processor = processor(name);
    if (!processor.replayable()) {
      throw ProblemException.of(
          ReplayProblem.NOT_REPLAYABLE,
          "What it does has effects that cannot be taken back. Projections can be replayed; GET "
              + PROCESSORS
              + " shows which.");
    }
    var replay = replayService.start();
    return ResponseEntity.accepted()
        .header(HttpHeaders.LOCATION, URI.create(location(replay)).toString())
        .body(shown(replay));
  }

  @GetMapping("/{id}")
  Shown show(@PathVariable String name, @PathVariable String id) {
    var processor = processor(name);
    return shown(replay(processor, id));
  }

  /** Nothing is lost: the rows that are read stay, and have been kept up to date. */
  @DeleteMapping("/{id}")
  Shown cancel(@PathVariable String name, @PathVariable String id) {
    var processor = processor(name);
    var replay = replay(processor, id);
    boolean cancelled =
        replay.isRunning() && replayService.giveUp(replay, Replay.State.CANCELLED, null);
    var now = replay(processor, id);
    if (!cancelled && now.state() != Replay.State.CANCELLED) {
      throw ProblemException.of(
          ReplayProblem.REPLAY_ENDED, "It is " + now.state() + "; there is nothing to cancel.");
    }
    return shown(now);
  }

  static String location(Replay replay) {
    return PROCESSORS + "/" + replay.processor() + "/replays/" + replay.id();
  }

  private EventProcessor processor(String name) {
    return declared.stream()
        .filter(processor -> processor.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProcessorProblem.PROCESSOR_NOT_FOUND,
                    "GET " + PROCESSORS + " shows those of this process."));
  }

  private Replay replay(EventProcessor processor, String id) {
    if (!ID.matcher(id).matches()) {
      throw notFound();
    }
    return replayService
        .find(Long.parseLong(id))
        .filter(replay -> replay.processor().equals(processor.name()))
        .orElseThrow(ReplayController::notFound);
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        ReplayProblem.REPLAY_NOT_FOUND, "Take the address from the Location of its start.");
  }

  private Shown shown(Replay replay) {
    var now = clock.instant();
    long position =
        replay.isRunning() ? progress.position() : Objects.requireNonNull(replay.endPosition());
    return new Shown(
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

  /**
   * @param position of the segment that is furthest behind
   * @param target the position that all have to reach; it moves on while orders keep coming
   * @param eventsPerSecond the mean since it began
   * @param timeLeft until the target is reached; null before that can be said, and after the end
   * @param changed how many orders show something else at the same version; null until compared
   */
  record Shown(
      String id,
      String processor,
      Replay.State state,
      long position,
      long target,
      int percent,
      long eventsPerSecond,
      @Nullable Duration timeLeft,
      @Nullable Long changed,
      @Nullable String reason,
      Instant startedAt,
      @Nullable Instant endedAt) {}
}
