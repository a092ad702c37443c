package io.orderflow.engine.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderflow.engine.settings.EngineProperties;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConflictRetrySchedulerTest {

  private static final int MOST = 3;

  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private final AtomicInteger tries = new AtomicInteger();
  private final CommandBus bus = SimpleCommandBus.builder().build();
  private final CommandGateway gateway =
      new UnknownOutcomeCommandGateway(
          DefaultCommandGateway.builder()
              .commandBus(bus)
              .retryScheduler(
                  new ConflictRetryScheduler(
                      new EngineProperties.Commands(MOST, Duration.ofMillis(1)),
                      threads,
                      RandomGenerator.getDefault())),
          CommandHandlerAvailability.local());

  @AfterEach
  void close() {
    threads.shutdown();
  }

  @Test
  void a_lost_race_is_retried() {
    failing(MOST, new ConcurrencyException("planted"));

    String answer = gateway.sendAndWait("please");
    assertThat(answer).isEqualTo("done");
    assertThat(tries).hasValue(1 + MOST);
  }

  @Test
  void a_command_that_always_loses_fails_after_its_retries() {
    failing(Integer.MAX_VALUE, new ConcurrencyException("planted"));

    assertThatExceptionOfType(CommandExecutionException.class)
        .isThrownBy(() -> gateway.sendAndWait("please"))
        .withRootCauseInstanceOf(ConcurrencyException.class);
    assertThat(tries).hasValue(1 + MOST);
  }

  @Test
  void other_failures_are_not_retried_since_their_outcome_is_unknown() {
    failing(1, new IllegalStateException("planted"));

    assertThatExceptionOfType(CommandExecutionException.class)
        .isThrownBy(() -> gateway.sendAndWait("please"));
    assertThat(tries).hasValue(1);
  }

  private void failing(int times, RuntimeException failure) {
    var _ =
        bus.subscribe(
            String.class.getName(),
            command -> {
              if (tries.getAndIncrement() < times) {
                throw failure;
              }
              return "done";
            });
  }
}
