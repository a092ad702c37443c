package io.orderflow.web.operations;

import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.engine.processors.SegmentStatuses;
import io.orderflow.engine.processors.StreamHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists the event processors of this process with the owner and position of each segment. */
@RestController
@RequestMapping("/api/v1/admin/processors")
class ProcessorController {

  private final ObjectProvider<EventProcessor> declared;
  private final SegmentStatuses segments;
  private final DeadLetterRegistry letters;
  private final StreamHead head;

  ProcessorController(
      ObjectProvider<EventProcessor> declared,
      SegmentStatuses segments,
      DeadLetterRegistry letters,
      StreamHead head) {
    this.declared = declared;
    this.segments = segments;
    this.letters = letters;
    this.head = head;
  }

  @GetMapping
  Listed list() {
    var newest = head.position();
    var counts = letters.counts();
    return new Listed(
        newest.isPresent() ? newest.getAsLong() : null,
        declared.stream()
            .map(processor -> shown(processor, newest, counts))
            .flatMap(Optional::stream)
            .toList());
  }

  /** Empty for a processor that runs on demand and has no tokens: it does not run anywhere. */
  private Optional<Shown> shown(
      EventProcessor processor, OptionalLong newest, Map<String, Long> counts) {
    var found = segments.of(processor, newest);
    return found.isEmpty() && processor.onDemand()
        ? Optional.empty()
        : Optional.of(
            new Shown(
                processor.name(),
                processor.replayable(),
                counts.getOrDefault(processor.name(), 0L),
                found));
  }

  /**
   * @param head the position of the newest event; null if the event store does not answer
   */
  record Listed(@Nullable Long head, List<Shown> items) {}

  record Shown(
      String name, boolean replayable, long deadLetters, List<SegmentStatuses.Shown> segments) {}
}
