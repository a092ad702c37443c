package io.orderflow.engine.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.Tally.Counted;
import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TallyView;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.failure.CommandFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two nodes with a real Axon Server between them. Its events stay there, under names that only
 * these tests know: nothing else may run on it afterwards before it was emptied.
 */
@EnabledIfEnvironmentVariable(
    named = "ORDERFLOW_TEST_AXON_SERVER",
    matches = ".+",
    disabledReason =
        "needs an Axon Server of its own, named in ORDERFLOW_TEST_AXON_SERVER=host:8124")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RealAxonServerTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String id = UUID.randomUUID().toString();
  private ConfigurableApplicationContext one = start();
  private ConfigurableApplicationContext other = start();

  @BeforeEach
  void connected() {
    await().atMost(PATIENCE).until(() -> isUp(one) && isUp(other));
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
  }

  @Test
  void concurrent_commands_from_all_nodes_to_one_aggregate_are_all_handled() {
    var answers = new ArrayList<CompletableFuture<Integer>>();
    for (int i = 0; i < 50; i++) {
      answers.add(gateway(one).send(new Count(id)));
      answers.add(gateway(other).send(new Count(id)));
    }
    assertThat(answers.stream().map(CompletableFuture::join)).doesNotHaveDuplicates().hasSize(100);
    for (var node : new ConfigurableApplicationContext[] {one, other}) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(node.getBean(TallyView.class).rowsOf(id)).isEqualTo(100));
    }
  }

  @Test
  void a_sequence_number_is_taken_once() {
    var store = one.getBean(Configuration.class).eventStore();
    store.publish(event(0));
    assertThatThrownBy(() -> store.publish(event(0)))
        .extracting(CommandFailure::of)
        .isEqualTo(CommandFailure.CONFLICT);
  }

  @Test
  void a_race_that_another_node_lost_is_run_again() {
    var tries = new AtomicInteger();
    var handler =
        one.getBean(Configuration.class)
            .commandBus()
            .subscribe(
                id,
                command -> {
                  if (tries.incrementAndGet() <= 3) {
                    throw new ConcurrencyException("planted");
                  }
                  return "won";
                });
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(gateway(other).<String>sendAndWait(command())).isEqualTo("won"));
    assertThat(tries).hasValue(4);
    handler.cancel();
  }

  @Test
  void a_command_without_a_handler_has_an_unknown_outcome() {
    assertThatThrownBy(() -> gateway(other).sendAndWait(command()))
        .isInstanceOf(CommandExecutionException.class)
        .extracting(CommandFailure::of)
        .isEqualTo(CommandFailure.TRANSIENT);
  }

  private CommandMessage<?> command() {
    return new GenericCommandMessage<>(new GenericMessage<>(new Count(id)), id);
  }

  private GenericDomainEventMessage<Counted> event(long sequence) {
    return new GenericDomainEventMessage<>("Tally", id, sequence, new Counted(id, 1));
  }

  private static CommandGateway gateway(ConfigurableApplicationContext node) {
    return node.getBean(CommandGateway.class);
  }

  private static boolean isUp(ConfigurableApplicationContext node) {
    return node.getBean(AxonServerHealthIndicator.class)
        .health()
        .getStatus()
        .getCode()
        .equals("UP");
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(TallyApplication.class)
        .web(WebApplicationType.NONE)
        .properties("spring.datasource.url=" + TestDatabase.createUrl())
        .properties("spring.autoconfigure.exclude=" + TallyApplication.JPA)
        .properties("orderflow.engine=axon-server")
        .properties("orderflow.axon-server=${ORDERFLOW_TEST_AXON_SERVER}")
        .run();
  }
}
