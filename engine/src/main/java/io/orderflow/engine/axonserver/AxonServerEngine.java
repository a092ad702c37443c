package io.orderflow.engine.axonserver;

import io.orderflow.engine.messaging.CommandHandlerAvailability;
import io.orderflow.engine.outage.OutageMonitor;
import io.orderflow.engine.processors.EventSource;
import io.orderflow.engine.settings.EngineProperties;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.PropertySource;

/**
 * Stores events in Axon Server, and routes commands and queries through it. The local buses are the
 * same as with PostgreSQL, behind Axon Server's.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "orderflow.engine", havingValue = EngineProperties.AXON_SERVER)
@PropertySource("classpath:io/orderflow/engine/axon-server.properties")
public class AxonServerEngine {

  /** How long a stop waits for commands in progress. */
  private static final Duration DRAIN = Duration.ofSeconds(30);

  private static final Duration RECONNECT = Duration.ofMillis(500);

  /** The builder requires a snapshot serializer, though there are no snapshots. */
  @Bean
  AxonServerEventStore eventStore(
      AxonServerConfiguration properties,
      AxonServerConnectionManager connections,
      Serializer serializer,
      Configuration axon) {
    return AxonServerEventStore.builder()
        .configuration(properties)
        .platformConnectionManager(connections)
        .snapshotSerializer(serializer)
        .eventSerializer(serializer)
        .snapshotFilter(axon.snapshotFilter())
        .upcasterChain(axon.upcasterChain())
        .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
        .spanFactory(axon.getComponent(EventBusSpanFactory.class))
        .build();
  }

  /**
   * Axon Server pushes new events. The tail is null, the very beginning, instead of a query: that
   * would require the server to be up at the very first start.
   */
  @Bean
  EventSource eventSource(AxonServerEventStore events) {
    return new EventSource(new ReconnectingEventSource(events, RECONNECT), () -> null);
  }

  /** Commands of one order go to one node: the order's id is the routing key. */
  @Bean
  @Primary
  AxonServerCommandBus axonServerCommandBus(
      AxonServerConnectionManager connections,
      @Qualifier("localSegment") CommandBus local,
      RoutingStrategy routing,
      Configuration axon) {
    return AxonServerCommandBus.builder()
        .axonServerConnectionManager(connections)
        .configuration(axon.getComponent(AxonServerConfiguration.class))
        .localSegment(new FailureClassifyingCommandBus(local))
        .serializer(axon.messageSerializer())
        .routingStrategy(routing)
        .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
        .commandInProgressAwait(DRAIN)
        .build();
  }

  @Bean
  @Primary
  AxonServerQueryBus axonServerQueryBus(
      AxonServerConnectionManager connections,
      @Qualifier("localSegment") SimpleQueryBus local,
      Serializer serializer,
      Configuration axon) {
    return AxonServerQueryBus.builder()
        .axonServerConnectionManager(connections)
        .configuration(axon.getComponent(AxonServerConfiguration.class))
        .localSegment(local)
        .updateEmitter(local.queryUpdateEmitter())
        .messageSerializer(serializer)
        .genericSerializer(serializer)
        .spanFactory(axon.getComponent(QueryBusSpanFactory.class))
        .enabledLocalSegmentShortCut()
        .build();
  }

  @Bean
  CommandHandlerAvailability commandHandlers(
      OutageMonitor outages,
      AxonServerConfiguration settings,
      ObjectProvider<AxonServerConnectionManager> connections) {
    return CommandHandlerAvailability.remote(
        outages.observeHandlers(
            "order-command",
            "Start it, or see in its log why it is not connected to Axon Server. Until then no"
                + " order is taken, and those on their way wait; nothing is lost, and everything"
                + " resumes by itself."),
        outages.watch(new AxonServerDependency(settings.getServers(), connections)));
  }

  /** The name of the bean makes it {@code axonServer} in the answers of {@code /health}. */
  @Bean("axonServerHealthIndicator")
  AxonServerHealthIndicator axonServerHealthIndicator(AxonServerConnectionManager connections) {
    return new AxonServerHealthIndicator(connections);
  }

  @Bean
  ConfigurerModule lifecycleTimeout() {
    return axon -> axon.configureLifecyclePhaseTimeout(DRAIN.toSeconds(), TimeUnit.SECONDS);
  }
}
