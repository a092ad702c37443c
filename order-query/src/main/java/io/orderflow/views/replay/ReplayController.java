package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.web.admin.ProcessorProblemCode;
import io.orderflow.web.problem.ProblemException;
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

  private final ReplayOperations replays;
  private final ObjectProvider<EventProcessorDefinition> declared;

  ReplayController(ReplayOperations replays, ObjectProvider<EventProcessorDefinition> declared) {
    this.replays = replays;
    this.declared = declared;
  }

  @PostMapping
  ResponseEntity<ReplayStatus> start(@PathVariable String name) {
    if (!processor(name).replayable()) {
      throw ProblemException.of(
          ReplayProblemCode.NOT_REPLAYABLE,
          "What it does has effects that cannot be taken back. Projections can be replayed; GET "
              + PROCESSORS
              + " shows which.");
    }
    var replay = replays.start();
    return ResponseEntity.accepted()
        .header(HttpHeaders.LOCATION, location(replay.processor(), replay.id()))
        .body(replay);
  }

  @GetMapping("/{id}")
  ReplayStatus show(@PathVariable String name, @PathVariable String id) {
    var processor = processor(name);
    return replays
        .find(id)
        .filter(replay -> replay.processor().equals(processor.name()))
        .orElseThrow(ReplayController::notFound);
  }

  /** Nothing is lost: the rows that are read stay, and have been kept up to date. */
  @DeleteMapping("/{id}")
  ReplayStatus cancel(@PathVariable String name, @PathVariable String id) {
    var known = show(name, id);
    return replays.cancel(known.id()).orElseThrow(ReplayController::notFound);
  }

  static String location(String processor, String id) {
    return PROCESSORS + "/" + processor + "/replays/" + id;
  }

  private EventProcessorDefinition processor(String name) {
    return declared.stream()
        .filter(processor -> processor.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProcessorProblemCode.PROCESSOR_NOT_FOUND,
                    "GET " + PROCESSORS + " shows those of this process."));
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        ReplayProblemCode.REPLAY_NOT_FOUND, "Take the address from the Location of its start.");
  }
}
