package io.orderflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.Tally.Counted;
import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.engine.processors.CappedBackoffExecutor;
import io.orderflow.engine.processors.RethrowingErrorHandler;
import jakarta.persistence.EntityManagerFactory;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The wiring that fails silently, on a module as small as can be. JPA is on the class path and has
 * its {@code EntityManagerFactory} here: the stores must be ours all the same.
 */
@DirtiesContext
@SpringBootTest(
    classes = TallyApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    // A segment that failed is taken up again after half of it.
    properties = "orderflow.processors.claim-timeout=2s")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WiringTest {

  @Autowired Configuration axon;
  @Autowired CommandGateway commands;
  @Autowired TallyView view;
  @Autowired EventStorageEngine engine;
  @Autowired JdbcTemplate jdbc;
  @Autowired ApplicationContext beans;

  @AfterEach
  void heal() {
    view.afterEach(event -> {});
  }

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @Test
  void a_command_is_carried_out_and_its_event_reaches_the_projection() {
    String id = anId();
    assertThat(commands.<Integer>sendAndWait(new Count(id))).isEqualTo(1);
    assertThat(commands.<Integer>sendAndWait(new Count(id))).isEqualTo(2);
    await().untilAsserted(() -> assertThat(view.rowsOf(id)).isEqualTo(2));
  }

  @Test
  void everything_is_written_in_one_kind_of_transaction() {
    assertThat(beans.getBean(PlatformTransactionManager.class))
        .isInstanceOf(JdbcTransactionManager.class);
    assertThat(axon.getComponent(TransactionManager.class))
        .isInstanceOf(SpringTransactionManager.class);
    assertThat(jdbc.queryForObject("show transaction_timeout", String.class)).isEqualTo("30s");
    assertThat(jdbc.queryForObject("show statement_timeout", String.class)).isEqualTo("30s");
    assertThat(jdbc.queryForObject("show idle_in_transaction_session_timeout", String.class))
        .isEqualTo("10s");
  }

  @Test
  void handlers_have_no_time_limit_but_that_of_their_transaction() {
    var callers = new ConcurrentLinkedQueue<String>();
    view.afterEach(
        event -> StackWalker.getInstance().forEach(it -> callers.add(it.getClassName())));
    commands.sendAndWait(new Count(anId()));
    await().untilAsserted(() -> assertThat(callers).isNotEmpty());
    assertThat(callers)
        .noneMatch(caller -> caller.startsWith("org.axonframework.messaging.timeout"));
  }

  @Test
  void axon_stores_by_jdbc_although_jpa_is_present() {
    assertThat(beans.getBean(EntityManagerFactory.class).getMetamodel().getEntities()).isEmpty();
    assertThat(beans.getBean(EventStorageEngine.class)).isInstanceOf(JdbcEventStorageEngine.class);
    assertThat(axon.eventStore()).isInstanceOf(EmbeddedEventStore.class);
    assertThat(beans.getBeanNamesForType(TokenStore.class)).isEmpty();
    assertThat(beans.getBeanNamesForType(SagaStore.class)).isEmpty();
    assertThat(axon.eventProcessingConfiguration().tokenStore(TallyView.NAME))
        .isInstanceOf(JdbcTokenStore.class);
  }

  @Test
  void all_serializers_are_the_same() {
    assertThat(axon.serializer()).isSameAs(beans.getBean("serializer"));
    assertThat(axon.eventSerializer()).isSameAs(axon.serializer());
    assertThat(axon.messageSerializer()).isSameAs(axon.serializer());
  }

  @Test
  void a_processor_has_its_segments_and_its_tokens_in_the_schema_of_its_module() {
    await().untilAsserted(() -> assertThat(processor().processingStatus()).hasSize(2));
    assertThat(
            jdbc.queryForList(
                "select segment from tally.token_entry where processor_name = ? order by 1",
                Integer.class,
                TallyView.NAME))
        .containsExactly(0, 1);
  }

  @Test
  void the_coordinator_of_a_processor_has_a_capped_backoff() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .contains(CappedBackoffExecutor.threadName(TallyView.NAME));
  }

  @Test
  void failures_of_handlers_reach_the_processor() {
    var processing = axon.eventProcessingConfiguration();
    assertThat(processing.listenerInvocationErrorHandler(TallyView.NAME))
        .isSameAs(PropagatingErrorHandler.instance());
    assertThat(processing.errorHandler(TallyView.NAME)).isInstanceOf(RethrowingErrorHandler.class);
  }

  @Test
  void an_exception_in_a_handler_is_retried_and_loses_nothing() {
    survives(() -> new IllegalStateException("planted"));
  }

  @Test
  void an_error_in_a_handler_is_retried_and_loses_nothing() {
    survives(() -> new StackOverflowError("planted"));
  }

  private void survives(Supplier<Throwable> planted) {
    String id = anId();
    var tries = new AtomicInteger();
    view.afterEach(
        event -> {
          if (event.tallyId().equals(id) && tries.incrementAndGet() <= 2) {
            sneak(planted.get());
          }
        });
    commands.sendAndWait(new Count(id));
    commands.sendAndWait(new Count(id));
    await().untilAsserted(() -> assertThat(view.rowsOf(id)).isEqualTo(2));
    assertThat(tries.get()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void a_sequence_number_is_taken_once() {
    String id = anId();
    engine.appendEvents(event(id, 0), event(id, 1));
    assertThatThrownBy(() -> engine.appendEvents(event(id, 1)))
        .isInstanceOf(ConcurrencyException.class)
        .extracting(CommandFailure::of)
        .isEqualTo(CommandFailure.CONFLICT);
    assertThatThrownBy(() -> engine.appendEvents(event(id, 0)))
        .isInstanceOf(AggregateStreamCreationException.class)
        .extracting(CommandFailure::of)
        .isEqualTo(CommandFailure.CONFLICT);
  }

  @Test
  void a_lost_race_is_tried_again_a_bounded_number_of_times() {
    var tries = new AtomicInteger();
    var handler =
        handling(
            contested -> {
              if (tries.incrementAndGet() <= contested.lost()) {
                throw new ConcurrencyException("planted");
              }
              return "won";
            });
    try {
      assertThat(commands.<String>sendAndWait(new Contested(3))).isEqualTo("won");
      assertThat(tries).hasValue(4);
      tries.set(0);
      assertThatThrownBy(() -> commands.sendAndWait(new Contested(100)))
          .isInstanceOf(CommandExecutionException.class)
          .hasCauseInstanceOf(ConcurrencyException.class);
      assertThat(tries).hasValue(6);
    } finally {
      handler.cancel();
    }
  }

  @Test
  void a_command_that_fails_otherwise_is_of_unknown_outcome_and_not_tried_again() {
    var tries = new AtomicInteger();
    var handler =
        handling(
            contested -> {
              tries.incrementAndGet();
              throw new IllegalArgumentException("planted");
            });
    try {
      assertThatThrownBy(() -> commands.send(new Contested(0)).join())
          .hasCauseInstanceOf(CommandExecutionException.class)
          .hasRootCauseMessage("planted");
      assertThat(tries).hasValue(1);
    } finally {
      handler.cancel();
    }
  }

  private Registration handling(Function<Contested, String> handler) {
    return axon.commandBus()
        .subscribe(
            Contested.class.getName(), command -> handler.apply((Contested) command.getPayload()));
  }

  private PooledStreamingEventProcessor processor() {
    return axon.eventProcessingConfiguration()
        .eventProcessor(TallyView.NAME, PooledStreamingEventProcessor.class)
        .orElseThrow();
  }

  private static GenericDomainEventMessage<Counted> event(String id, long sequence) {
    return new GenericDomainEventMessage<>("Tally", id, sequence, new Counted(id, 1));
  }

  private static String anId() {
    return UUID.randomUUID().toString();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable planted) throws T {
    throw (T) planted;
  }

  record Contested(int lost) {}
}
