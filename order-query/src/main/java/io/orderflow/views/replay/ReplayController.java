package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.web.problem.ProblemException;
import java.net.URI;
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
  private final ObjectProvider<EventProcessor> declared;

  ReplayController(ReplayService replayService, ObjectProvider<EventProcessor> declared) {
    this.replayService = replayService;
    this.declared = declared;
  }

  @PostMapping
  ResponseEntity<Shown> start(@PathVariable String name) {
    var processor = processor(name);
    if (!processor.replayable() || !processor.name().equals(ShadowTable.PROCESSOR)) {
      throw ProblemException.of(
          ReplayProblem.NOT_REPLAYABLE,
          "What it does has effects that cannot be taken back. Projections can be replayed; GET "
              + PROCESSORS
              + " shows which.");
    }
    var replay = replayService.start(processor);
    return ResponseEntity.accepted()
        .header(HttpHeaders.LOCATION, URI.create(location(replay)).toString())
        .body(shown(replay, processor));
  }

  @GetMapping("/{id}")
  Shown show(@PathVariable String name, @PathVariable String id) {
    var processor = processor(name);
    return shown(replay(processor, id), processor);
  }

  /** Nothing is lost: the rows that are read stay and are brought up to date. */
  @DeleteMapping("/{id}")
  Shown cancel(@PathVariable String name, @PathVariable String id) {
    var processor = processor(name);
    var replay = replay(processor, id);
    boolean cancelled =
        replay.isRunning() && replayService.giveUp(replay, processor, Replay.State.CANCELLED, null);
    var now = replay(processor, id);
    if (!cancelled && now.state() != Replay.State.CANCELLED) {
      throw ProblemException.of(
          ReplayProblem.REPLAY_ENDED, "It is " + now.state() + "; there is nothing to cancel.");
    }
    return shown(now, processor);
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
                    ReplayProblem.PROCESSOR_NOT_FOUND,
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

  private Shown shown(Replay replay, EventProcessor processor) {
    long position =
        replay.isRunning()
            ? replayService.position(processor)
            : Objects.requireNonNull(replay.endPosition());
    return new Shown(
        Long.toString(replay.id()),
        replay.processor(),
        replay.state(),
        position,
        replay.target(),
        replay.percent(position),
        replay.reason(),
        replay.startedAt(),
        replay.endedAt());
  }

  /**
   * @param position of the segment that is furthest behind
   * @param target the position that all have to reach; it moves on while orders keep coming
   */
  record Shown(
      String id,
      String processor,
      Replay.State state,
      long position,
      long target,
      int percent,
      @Nullable String reason,
      Instant startedAt,
      @Nullable Instant endedAt) {}
}
