package io.orderflow.integration.resend;

import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.EventSource;
import io.orderflow.engine.processors.StoredTokens;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.integration.EventPublisher;
import io.orderflow.integration.event.PublicEvents;
import java.time.Clock;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Also there without any publisher, to say so. */
@Configuration(proxyBeanMethods = false)
class ResendConfiguration {

  @Bean
  ResendablePublishers resendablePublishers(
      ObjectProvider<EventPublisher> publishers,
      ObjectProvider<EventProcessorDefinition> processors,
      OperatorSwitches switches,
      DeadLetterRegistry letters) {
    return new ResendablePublishers(publishers, processors, switches, letters);
  }

  @Bean
  ResendPreviews resendPreviews(
      EventSource source,
      EventStore events,
      StoredTokens tokens,
      ObjectProvider<PublicEvents> publicEvents) {
    return new ResendPreviews(source, events, tokens, publicEvents, ResendPreviews.MOST_READ);
  }

  @Bean
  ResendService resends(
      ResendablePublishers publishers,
      ResendPreviews previews,
      JdbcTemplate jdbc,
      StoredTokens tokens,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new ResendService(
        publishers,
        previews,
        new ResendStore(jdbc, clock),
        tokens,
        new TransactionTemplate(transactions),
        clock);
  }
}
