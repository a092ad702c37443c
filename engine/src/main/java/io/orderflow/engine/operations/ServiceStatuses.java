package io.orderflow.engine.operations;

import io.orderflow.api.operations.ProcessorStatus;
import io.orderflow.api.operations.ServiceStatus;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.processors.ClaimIdentity;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.SegmentStatuses;
import io.orderflow.engine.processors.StreamHead;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.engine.switches.SwitchSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.beans.factory.ObjectProvider;

/** The status of the event processors and switches of this process. */
public final class ServiceStatuses {

  private final ObjectProvider<EventProcessorDefinition> declared;
  private final Sources sources;
  private final SwitchStatuses switches;

  ServiceStatuses(
      ObjectProvider<EventProcessorDefinition> declared, Sources sources, SwitchStatuses switches) {
    this.declared = declared;
    this.sources = sources;
    this.switches = switches;
  }

  /** What is known of the processors. */
  record Sources(
      ClaimIdentity node,
      SegmentStatuses segments,
      DeadLetterRegistry letters,
      OperatorSwitches switches,
      StreamHead head) {}

  /** Everything of this process. */
  public ServiceStatus status() {
    var newest = sources.head().position();
    var counts = sources.letters().counts();
    return new ServiceStatus(
        sources.node().node(),
        modules(),
        newest.isPresent() ? newest.getAsLong() : null,
        processors(newest, counts),
        switches.all());
  }

  /** The schemas of the modules in this process. */
  public List<String> modules() {
    return declared.stream().map(EventProcessorDefinition::schema).distinct().sorted().toList();
  }

  /** One processor; empty if there is none of this name here, or it does not run now. */
  public Optional<ProcessorStatus> processor(String name) {
    return declared.stream()
        .filter(processor -> processor.name().equals(name))
        .findFirst()
        .flatMap(
            processor -> shown(processor, sources.head().position(), sources.letters().counts()));
  }

  private List<ProcessorStatus> processors(OptionalLong newest, Map<String, Long> counts) {
    return declared.stream()
        .map(processor -> shown(processor, newest, counts))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty for a processor that runs on demand and has no tokens: it does not run anywhere. */
  private Optional<ProcessorStatus> shown(
      EventProcessorDefinition processor, OptionalLong newest, Map<String, Long> counts) {
    var found = sources.segments().of(processor, newest);
    return found.isEmpty() && processor.onDemand()
        ? Optional.empty()
        : Optional.of(
            new ProcessorStatus(
                processor.name(),
                processor.replayable(),
                counts.getOrDefault(processor.name(), 0L),
                sources
                    .switches()
                    .find(processor.switchName())
                    .filter(SwitchSetting::isOff)
                    .map(
                        setting ->
                            new ProcessorStatus.Pause(
                                setting.reason(), setting.actor(), setting.since()))
                    .orElse(null),
                found));
  }
}
