package io.orderflow.engine.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TallyView;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.engine.processors.EventSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the choice of the engine changes, and what it leaves alone. No Axon Server is needed. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AxonServerEngineTest {

  private static final Logger LOG = LoggerFactory.getLogger(AxonServerEngineTest.class);

  /** Nothing listens there, and no connection is ever given that port. */
  private static final String UNUSED = "127.0.0.1:1";

  @Test
  void on_postgres_nothing_of_the_connector_is_there_and_no_server_is_called() throws IOException {
    try (var axonServer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var beans = start("orderflow.axon-server=127.0.0.1:" + axonServer.getLocalPort())) {
      assertThat(
              List.of(beans.getBeanDefinitionNames()).stream()
                  .map(beans::getType)
                  .filter(type -> type != null)
                  .map(Class::getName))
          .noneMatch(type -> type.startsWith("org.axonframework.axonserver."));
      var axon = beans.getBean(Configuration.class);
      assertThat(axon.commandBus()).isInstanceOf(SimpleCommandBus.class);
      assertThat(axon.queryBus()).isInstanceOf(SimpleQueryBus.class);
      assertThat(axon.eventStore()).isInstanceOf(EmbeddedEventStore.class);
      assertThat(beans.getBean(CommandGateway.class).<Integer>sendAndWait(new Count("one")))
          .isEqualTo(1);
      axonServer.setSoTimeout(500);
      assertThatThrownBy(axonServer::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void a_service_starts_and_stops_without_axon_server() {
    try (var beans = start("orderflow.engine=axon-server", "orderflow.axon-server=" + UNUSED)) {
      var axon = beans.getBean(Configuration.class);
      assertThat(axon.commandBus()).isInstanceOf(AxonServerCommandBus.class);
      assertThat(axon.queryBus()).isInstanceOf(AxonServerQueryBus.class);
      assertThat(axon.eventStore()).isInstanceOf(AxonServerEventStore.class);
      assertThat(beans.getBean(CommandBus.class))
          .isInstanceOfSatisfying(
              AxonServerCommandBus.class,
              bus ->
                  assertThat(bus.localSegment()).isInstanceOf(FailureClassifyingCommandBus.class));
      assertThat(beans.getBean(EventSource.class).events())
          .isInstanceOf(ReconnectingEventSource.class);
      assertThat(axon.eventProcessingConfiguration().tokenStore(TallyView.NAME))
          .isInstanceOf(JdbcTokenStore.class);
      assertThat(axon.eventSerializer()).isSameAs(beans.getBean("serializer"));
      assertThat(beans.getBean(AxonServerConnectionManager.class).isConnected("default")).isFalse();
      assertThat(beans.getBean(AxonServerHealthIndicator.class).health().getStatus().getCode())
          .isEqualTo("DOWN");
      assertThat(
              beans
                  .getBean(JdbcTemplate.class)
                  .queryForObject("select to_regnamespace('eventstore')::text", String.class))
          .isNull();
    }
  }

  @Test
  void a_command_without_a_connection_has_an_unknown_outcome() {
    try (var beans = start("orderflow.engine=axon-server", "orderflow.axon-server=" + UNUSED)) {
      assertThatThrownBy(() -> beans.getBean(CommandGateway.class).sendAndWait(new Count("one")))
          .isInstanceOf(CommandExecutionException.class)
          .extracting(CommandFailure::of)
          .isEqualTo(CommandFailure.TRANSIENT);
    }
  }

  @Test
  void an_absent_axon_server_is_one_line_that_names_it_and_says_what_to_do(CapturedOutput log) {
    try (var beans = start("orderflow.engine=axon-server", "orderflow.axon-server=" + UNUSED)) {
      var commands = beans.getBean(CommandGateway.class);
      var failure = catchThrowable(() -> commands.sendAndWait(new Count("one")));
      await().until(() -> log.getAll().contains("Axon Server at 127.0.0.1:1 is away"));
      for (int i = 0; i < 300; i++) {
        LOG.warn("planted {}", i, failure);
      }
      assertThat(log.getAll().split("Axon Server at 127.0.0.1:1 is away", -1)).hasSize(2);
      assertThat(log)
          .contains("is away: there is no connection to it. Start it, or find out why")
          .contains("Further errors caused by this are suppressed")
          .doesNotContain("planted ");
    }
  }

  private static ConfigurableApplicationContext start(String... properties) {
    return new SpringApplicationBuilder(TallyApplication.class)
        .web(WebApplicationType.NONE)
        .properties("spring.datasource.url=" + TestDatabase.createUrl())
        .properties("spring.autoconfigure.exclude=" + TallyApplication.JPA)
        .properties(properties)
        .run();
  }
}
