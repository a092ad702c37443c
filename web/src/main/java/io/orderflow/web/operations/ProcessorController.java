package io.orderflow.web.operations;

import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.engine.processors.SegmentStatuses;
import io.orderflow.engine.processors.StreamHead;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.engine.switches.SwitchSetting;
import io.orderflow.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the event processors of this process with the owner and position of each segment. */
@RestController
@RequestMapping("/api/v1/admin/processors")
class ProcessorController {

  private final ObjectProvider<EventProcessor> declared;
  private final Sources sources;

  ProcessorController(ObjectProvider<EventProcessor> declared, Sources sources) {
    this.declared = declared;
    this.sources = sources;
  }

  /** What is known of the processors. */
  record Sources(
      SegmentStatuses segments,
      DeadLetterRegistry letters,
      OperatorSwitches switches,
      StreamHead head) {}

  @GetMapping
  Listed list() {
    var newest = sources.head().position();
    var counts = sources.letters().counts();
    return new Listed(
        newest.isPresent() ? newest.getAsLong() : null,
        declared.stream()
            .map(processor -> shown(processor, newest, counts))
            .flatMap(Optional::stream)
            .toList());
  }

  @GetMapping("/{name}")
  Shown show(@PathVariable String name) {
    return declared.stream()
        .filter(processor -> processor.name().equals(name))
        .findFirst()
        .flatMap(
            processor -> shown(processor, sources.head().position(), sources.letters().counts()))
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProcessorProblem.PROCESSOR_NOT_FOUND,
                    "GET /api/v1/admin/processors shows those of this process."));
  }

  /** Empty for a processor that runs on demand and has no tokens: it does not run anywhere. */
  private Optional<Shown> shown(
      EventProcessor processor, OptionalLong newest, Map<String, Long> counts) {
    var found = sources.segments().of(processor, newest);
    return found.isEmpty() && processor.onDemand()
        ? Optional.empty()
        : Optional.of(
            new Shown(
                processor.name(),
                processor.replayable(),
                counts.getOrDefault(processor.name(), 0L),
                sources
                    .switches()
                    .find(processor.switchName())
                    .filter(SwitchSetting::isOff)
                    .map(Pause::of)
                    .orElse(null),
                found));
  }

  /**
   * @param head the position of the newest event; null if the event store does not answer
   */
  record Listed(@Nullable Long head, List<Shown> items) {}

  /**
   * @param paused null unless an operator has paused it
   */
  record Shown(
      String name,
      boolean replayable,
      long deadLetters,
      @Nullable Pause paused,
      List<SegmentStatuses.Shown> segments) {}

  /**
   * @param by the operator's name; null without a token
   */
  record Pause(@Nullable String reason, @Nullable String by, @Nullable Instant since) {

    static Pause of(SwitchSetting setting) {
      return new Pause(setting.reason(), setting.actor(), setting.since());
    }
  }
}
