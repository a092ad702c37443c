package io.orderflow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.processors.EventProcessorDefinition;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.SagaConfiguration;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.axonframework.spring.stereotype.Saga;
import org.axonframework.updates.configuration.UsagePropertyProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/** What would fail silently, looked at in the running whole: what is there, not what was meant. */
@DirtiesContext
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"orderflow.simulator.enabled=false", "management.server.port=0"})
@ActiveProfiles("demo")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WiringTest {

  @Autowired ApplicationContext beans;
  @Autowired Configuration axon;
  @Autowired EventProcessingConfiguration processing;
  @Autowired JdbcTemplate jdbc;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("orderflow.database.url", () -> url);
    properties.add("orderflow.database.username", () -> "postgres");
  }

  @Test
  void an_external_database_replaces_the_embedded_one() {
    assertThat(beans.containsBean("embeddedDatabase")).isFalse();
    assertThat(jdbc.queryForObject("select current_database()", String.class)).startsWith("test_");
  }

  @Test
  void everything_is_written_in_one_kind_of_transaction() {
    assertThat(beans.getBean(PlatformTransactionManager.class))
        .isExactlyInstanceOf(JdbcTransactionManager.class);
    assertThat(axon.getComponent(TransactionManager.class))
        .isInstanceOf(SpringTransactionManager.class);
  }

  @Test
  void events_are_stored_by_jdbc() {
    assertThat(simpleName(beans.getBean(EventStorageEngine.class)))
        .isEqualTo("GroupingEventStorageEngine");
    assertThat(beans.getBeanNamesForType(TokenStore.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fulfillment, fulfillment, 1",
    "unexpected-payments, fulfillment, 1",
    "order-views, views, 2"
  })
  void a_processor_keeps_its_tokens_beside_what_it_writes(
      String name, String schema, int segments) {
    var processor =
        processing.eventProcessor(name, PooledStreamingEventProcessor.class).orElseThrow();
    assertThat(processing.tokenStore(name)).isInstanceOf(JdbcTokenStore.class);
    await().until(() -> processor.processingStatus().size() == segments);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from " + schema + ".token_entry where processor_name = ?",
                Integer.class,
                name))
        .isEqualTo(segments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fulfillment", "unexpected-payments", "order-views", "order-views-next"})
  void a_processor_is_woken_and_fails_loudly(String name) {
    assertThat(processing.eventProcessor(name).orElseThrow())
        .extracting("messageSource")
        .satisfies(paced -> assertThat(simpleName(paced)).isEqualTo("PacedEventSource"))
        .extracting("source")
        .satisfies(readable -> assertThat(simpleName(readable)).isEqualTo("UnreadableEventSource"))
        .extracting("source")
        .extracting(WiringTest::simpleName)
        .isEqualTo("TailingEventSource");
    assertThat(processing.listenerInvocationErrorHandler(name))
        .isSameAs(PropagatingErrorHandler.instance());
    assertThat(simpleName(processing.errorHandler(name))).isEqualTo("RethrowingErrorHandler");
  }

  /** The value decides the segment, so another process has to come to the same one. */
  @ParameterizedTest
  @ValueSource(strings = {"fulfillment", "unexpected-payments", "order-views", "order-views-next"})
  void a_processor_keeps_the_events_of_one_order_in_sequence(String name) {
    var policy = processing.sequencingPolicy(name);
    for (var order : List.of("one", "another")) {
      var first = new GenericDomainEventMessage<>("Order", order, 0, "created");
      var second = new GenericDomainEventMessage<>("Order", order, 1, "paid");
      assertThat(policy.getSequenceIdentifierFor(first)).isEqualTo(order);
      assertThat(policy.getSequenceIdentifierFor(second)).isEqualTo(order);
    }
  }

  /** In a test it keeps still by itself; this is what it asks where it would not. */
  @Test
  void the_framework_does_not_report_its_use_to_its_vendor() {
    assertThat(beans.getBeansOfType(UsagePropertyProvider.class).values())
        .isNotEmpty()
        .allSatisfy(asked -> assertThat(asked.getDisabled()).isTrue());
  }

  @Test
  void no_processor_runs_that_was_not_declared() {
    Collection<EventProcessorDefinition> declared =
        beans.getBeansOfType(EventProcessorDefinition.class).values();
    assertThat(declared)
        .extracting(EventProcessorDefinition::name)
        .contains("fulfillment", "unexpected-payments", "order-views", "order-views-next");
    assertThat(processing.eventProcessors().keySet())
        .containsExactlyInAnyOrderElementsOf(
            declared.stream().map(EventProcessorDefinition::name).toList());
  }

  @Test
  void each_saga_is_registered_once_with_its_own_store_and_manager() {
    assertThat(processing.sagaConfigurations())
        .extracting(SagaConfiguration::processingGroup)
        .containsExactlyInAnyOrder("fulfillment", "unexpected-payments");
    assertThat(processing.sagaConfigurations())
        .allSatisfy(
            saga -> {
              assertThat(simpleName(saga.store())).isEqualTo("JdbcSagaStore");
              assertThat(simpleName(saga.manager())).isEqualTo("UniqueSagaManager");
              // What the manager does with an error; the line below is what others would ask.
              assertThat(saga.manager())
                  .extracting("listenerInvocationErrorHandler")
                  .isSameAs(PropagatingErrorHandler.instance());
              assertThat(saga.listenerInvocationErrorHandler())
                  .isSameAs(PropagatingErrorHandler.instance());
            });
    assertThat(beans.getBeanNamesForAnnotation(Saga.class)).isEmpty();
  }

  @Test
  void deadlines_are_a_column_of_the_saga() {
    assertThat(beans.getBeansOfType(DeadlineManager.class).values())
        .extracting(WiringTest::simpleName)
        .containsExactly("SagaRowDeadlineManager");
  }

  @Test
  void messages_are_stored_under_names_and_an_unknown_name_is_an_error() {
    var serializer = axon.eventSerializer();
    assertThat(simpleName(serializer)).isEqualTo("AliasedSerializer");
    assertThat(axon.serializer()).isSameAs(serializer);
    assertThat(axon.messageSerializer()).isSameAs(serializer);
    assertThat(Stream.of(OrderEvent.class.getPermittedSubclasses()))
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(serializer.typeForClass(event).getName())
                    .doesNotContain("io.orderflow"));
    assertThatThrownBy(() -> serializer.classForType(new SimpleSerializedType("renamed", "1")))
        .isInstanceOf(SerializationException.class);
  }

  private static String simpleName(Object object) {
    return object.getClass().getSimpleName();
  }
}
