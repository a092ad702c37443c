package io.orderflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Step;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.integration.EventPublisher;
import io.orderflow.sagastore.SagaRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.EventProcessingModule;
import org.axonframework.config.SagaConfiguration;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;

/** The module alone, and the wiring of it that would fail silently. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProcessorSagaModuleTest {

  private static final String DATABASE = TestDatabase.createUrl();
  private ConfigurableApplicationContext module;

  @BeforeAll
  void start() {
    module = start(Map.of());
  }

  @AfterAll
  void stop() {
    module.close();
  }

  @Test
  void each_saga_is_registered_once_with_our_store_and_manager() {
    assertThat(sagas().sagaConfigurations())
        .extracting(SagaConfiguration::type)
        .extracting(Class::getSimpleName)
        .doesNotHaveDuplicates()
        .contains("FulfillmentSaga");
    assertThat(sagas().sagaConfigurations())
        .allSatisfy(
            saga -> {
              assertThat(saga.store().getClass().getPackageName()).startsWith("io.orderflow");
              assertThat(saga.manager().getClass().getPackageName()).startsWith("io.orderflow");
              assertThat(saga.listenerInvocationErrorHandler())
                  .isInstanceOf(PropagatingErrorHandler.class);
            });
  }

  @Test
  void the_fulfilment_runs_under_its_fixed_name_in_one_segment() {
    var processor =
        processing()
            .eventProcessor("fulfillment", PooledStreamingEventProcessor.class)
            .orElseThrow();
    assertThat(processor.supportsReset()).as("a saga must never be replayed").isFalse();
    await().until(() -> !processor.processingStatus().isEmpty());
    assertThat(processor.processingStatus().keySet()).containsExactly(0);
    assertThat(processor.processingStatus().values())
        .allSatisfy(segment -> assertThat(segment.getSegment().getMask()).isZero());
  }

  @Test
  void deadlines_live_in_the_row_of_their_saga() {
    assertThat(module.getBean(DeadlineManager.class).getClass().getPackageName())
        .startsWith("io.orderflow");
  }

  @Test
  void a_wrong_patience_stops_the_start_with_a_sentence() {
    assertThatThrownBy(
            () -> start(Map.of("orderflow.fulfillment.payment.on-deadline", "hold")).close())
        .rootCause()
        .hasMessageContaining("payment.on-deadline must be cancel");
  }

  @Test
  void a_setting_out_of_range_stops_the_start_and_is_named_with_its_range() {
    var wrong = Map.of("orderflow.fulfillment.lease", "11m", "orderflow.fulfillment.workers", "0");
    assertThatThrownBy(() -> start(wrong).close())
        .rootCause()
        .hasMessageContaining("orderflow.fulfillment")
        .hasMessageContaining("lease")
        .hasMessageContaining("must be shorter than or equal to 10 minutes")
        .hasMessageContaining("workers")
        .hasMessageContaining("must be greater than or equal to 1");
    assertThatThrownBy(() -> start(Map.of("orderflow.fulfillment.shipping.deadline", "0s")).close())
        .rootCause()
        .hasMessageContaining("shipping.deadline");
  }

  @Test
  void pauses_between_tries_that_will_never_be_made_stop_the_start_with_a_sentence() {
    var pauses =
        Map.of(
            "orderflow.fulfillment.delivery.backoff.initial", "1s",
            "orderflow.fulfillment.delivery.backoff.max", "2s");
    assertThatThrownBy(() -> start(pauses).close())
        .rootCause()
        .hasMessageContaining("delivery.backoff must be left out: a delivery is awaited");
  }

  @Test
  void a_partner_that_is_waited_for_longer_than_half_a_lease_stops_the_start_with_a_sentence() {
    var tooLong = Map.of("orderflow.partners.shipping.request-timeout", "10001ms");
    assertThatThrownBy(() -> start(tooLong).close())
        .rootCause()
        .hasMessageContaining("orderflow.partners.shipping.request-timeout");
    start(Map.of("orderflow.partners.shipping.request-timeout", "10s")).close();
  }

  @Test
  void by_default_the_task_of_a_dead_worker_is_leased_again_within_thirty_seconds() {
    var timing = module.getBean(SagaRuntime.Timing.class);
    assertThat(timing.lease().plus(timing.pollInterval())).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void a_partner_without_an_address_stops_the_start_with_a_sentence() {
    assertThatThrownBy(() -> start(Map.of("orderflow.partners.payment.url", "")).close())
        .rootCause()
        .hasMessageContaining("orderflow.partners.payment.url");
  }

  @Test
  void shipping_over_http_needs_an_address_and_starts_nothing_of_kafka() {
    assertThatThrownBy(() -> start(Map.of("orderflow.partners.shipping.url", "")).close())
        .rootCause()
        .hasMessageContaining("orderflow.partners.shipping.url");
    assertThat(module.getBeansOfType(MessageListenerContainer.class)).isEmpty();
    assertThat(module.getBeansOfType(NewTopic.class)).isEmpty();
    await() // for the end of those that another application of this process has left
        .untilAsserted(
            () ->
                assertThat(threads())
                    .noneMatch(name -> name.contains("kafka") || name.contains("replies")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:1", "no-such-host.invalid:9092"})
  void shipping_over_kafka_starts_without_an_address_and_while_the_broker_is_away(String broker) {
    var kafka =
        Map.of(
            "orderflow.shipping.transport", "kafka",
            "orderflow.partners.shipping.url", "",
            "spring.kafka.bootstrap-servers", broker);
    try (var started = start(kafka)) {
      assertThat(started.getBeansOfType(PartnerStep.class).values())
          .extracting(PartnerStep::step)
          .containsExactlyInAnyOrder(Step.STOCK, Step.PAYMENT, Step.PROCESSING, Step.SHIPPING);
      var health = started.getBean("shipmentRepliesHealthIndicator", HealthIndicator.class);
      assertThat(health.health()).hasFieldOrPropertyWithValue("status", Status.DOWN);
      await().untilAsserted(() -> assertThat(threads()).anyMatch(name -> name.contains("replies")));
    }
  }

  @Test
  void without_a_publisher_nothing_of_one_is_there() {
    assertThat(module.getBeansOfType(EventPublisher.class)).isEmpty();
    assertThat(module.getBeansOfType(EventProcessorDefinition.class).values())
        .extracting(EventProcessorDefinition::name)
        .noneMatch(name -> name.startsWith("integration"));
    assertThat(
            module
                .getBean(JdbcTemplate.class)
                .queryForList("select schema_name from information_schema.schemata", String.class))
        .contains("fulfillment")
        .doesNotContain("integration", "webhooks");
  }

  @Test
  void publishers_start_while_their_receivers_are_away() {
    var publishers =
        Map.ofEntries(
            Map.entry("spring.datasource.url", TestDatabase.createUrl()),
            Map.entry("orderflow.integration.webhooks.enabled", "true"),
            Map.entry(
                "orderflow.integration.webhooks.encryption-key",
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
            Map.entry("orderflow.integration.kafka.enabled", "true"),
            Map.entry("orderflow.integration.kafka.bootstrap-servers", "127.0.0.1:1"),
            Map.entry("orderflow.integration.rabbitmq.enabled", "true"),
            Map.entry("orderflow.integration.rabbitmq.addresses", "127.0.0.1:1"),
            Map.entry("orderflow.integration.rabbitmq.username", "orderflow"),
            Map.entry("orderflow.integration.rabbitmq.password", "secret"),
            Map.entry("orderflow.integration.notifications.enabled", "true"),
            Map.entry("orderflow.integration.notifications.url", "http://127.0.0.1:1"));
    try (var started = start(publishers)) {
      assertThat(started.getBeansOfType(EventPublisher.class).values())
          .extracting(EventPublisher::name)
          .containsExactlyInAnyOrder("kafka", "rabbitmq", "webhooks", "notifications");
      var processors = started.getBean(EventProcessingConfiguration.class).eventProcessors();
      assertThat(processors)
          .containsKeys(
              "integration-kafka",
              "integration-rabbitmq",
              "integration-webhooks",
              "integration-notifications");
    }
  }

  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }

  private EventProcessingConfiguration processing() {
    return module.getBean(EventProcessingConfiguration.class);
  }

  private EventProcessingModule sagas() {
    return (EventProcessingModule) processing();
  }

  private static ConfigurableApplicationContext start(Map<String, String> changes) {
    var properties = new HashMap<String, String>();
    properties.put("spring.datasource.url", DATABASE);
    properties.put("spring.datasource.username", "postgres");
    properties.put("spring.main.banner-mode", "off");
    properties.put("logging.level.root", "error");
    properties.put("orderflow.callbacks.secrets", "a-secret-of-this-test-that-is-long-enough");
    properties.put("orderflow.callbacks.base-url", "http://127.0.0.1:1");
    for (var partner : new String[] {"payment", "processing", "shipping"}) {
      properties.put("orderflow.partners." + partner + ".url", "http://127.0.0.1:1");
    }
    properties.putAll(changes);
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .run(
            properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(ProcessorSagaModule.class)
  static class Application {}
}
