package io.orderflow.engine.processors;

import io.orderflow.engine.switches.OperatorSwitches;
import java.time.Clock;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The progress of each event processor over all nodes, and what starts one here. */
@Configuration(proxyBeanMethods = false)
public class ProcessorStatusConfiguration {

  @Bean
  StoredTokens storedTokens(JdbcTemplate jdbc, Serializer serializer) {
    return new StoredTokens(jdbc, serializer);
  }

  @Bean
  StreamHead head(ObjectProvider<EventStore> events) {
    return new StreamHead(events);
  }

  @Bean
  OnDemandProcessors onDemandProcessors(
      ObjectProvider<org.axonframework.config.Configuration> axon) {
    return new OnDemandProcessors(axon);
  }

  @Bean
  ProcessorDelayEstimator delays(StreamHead head, StoredTokens tokens, Clock clock) {
    return new ProcessorDelayEstimator(head, tokens, clock);
  }

  @Bean
  ProcessorProgress processorProgress(
      ObjectProvider<EventProcessorDefinition> declared,
      StoredTokens tokens,
      StreamHead head,
      OperatorSwitches switches,
      Clock clock) {
    return new ProcessorProgress(
        declared, tokens, head, processor -> switches.isOff(processor.switchName()), clock);
  }

  /** The name of the bean makes it {@code processors} in the answers of {@code /health}. */
  @Bean("processorsHealthIndicator")
  ProcessorHealthIndicator processorHealthIndicator(ProcessorProgress progress) {
    return new ProcessorHealthIndicator(progress);
  }

  @Bean
  SegmentFailures segmentFailures(ObjectProvider<EventProcessorDefinition> declared) {
    return new SegmentFailures(declared);
  }

  @Bean
  SegmentStatuses segments(
      StoredTokens tokens,
      ClaimIdentity claims,
      SegmentFailures failures,
      ProcessorProgress progress,
      OperatorSwitches switches,
      Clock clock) {
    return new SegmentStatuses(
        new SegmentStatuses.Sources(
            tokens,
            claims,
            failures,
            progress,
            processor -> switches.isOff(processor.switchName())),
        clock);
  }
}
