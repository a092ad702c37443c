package io.orderflow.engine.processors;

import io.orderflow.engine.EventProcessor;
import io.orderflow.engine.deadletter.DeadLetters;
import java.time.Clock;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks at the event processors, and shows them where there is HTTP. */
@Configuration(proxyBeanMethods = false)
public class ProcessorOperations {

  @Bean
  StoredTokens storedTokens(JdbcTemplate jdbc, Serializer serializer) {
    return new StoredTokens(jdbc, serializer);
  }

  @Bean
  Head head(ObjectProvider<EventStore> events) {
    return new Head(events);
  }

  @Bean
  Delays delays(Head head, StoredTokens tokens, Clock clock) {
    return new Delays(head, tokens, clock);
  }

  @Bean
  SegmentFailures segmentFailures(ObjectProvider<EventProcessor> declared) {
    return new SegmentFailures(declared);
  }

  @Bean
  @ConditionalOnWebApplication
  ProcessorEndpoint processorEndpoint(
      ObjectProvider<EventProcessor> declared, Segments segments, DeadLetters letters, Head head) {
    return new ProcessorEndpoint(declared, segments, letters, head);
  }

  @Bean
  Segments segments(StoredTokens tokens, Claims claims, SegmentFailures failures, Clock clock) {
    return new Segments(tokens, claims, failures, clock);
  }
}
