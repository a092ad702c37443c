package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/** The wiring of this module that would fail silently. */
@DirtiesContext
@SpringBootTest(
    classes = OrderQueryApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.MOCK)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderQueryWiringTest {

  @Autowired ApplicationContext context;
  @Autowired Configuration axon;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    OrderQueryApplication.useDatabase(properties);
  }

  @Test
  void there_is_one_kind_of_transaction_and_no_token_or_saga_store_of_axons_choice() {
    assertThat(context.getBean(PlatformTransactionManager.class))
        .isInstanceOf(JdbcTransactionManager.class);
    assertThat(context.getBeanNamesForType(TokenStore.class)).isEmpty();
    assertThat(context.getBeanNamesForType(SagaStore.class)).isEmpty();
  }

  @Test
  void the_projection_runs_in_two_segments_with_its_tokens_beside_its_rows() {
    var processing = axon.eventProcessingConfiguration();

    assertThat(processing.eventProcessors()).containsOnlyKeys("order-views", "order-views-next");
    assertThat(processing.tokenStore("order-views")).isInstanceOf(JdbcTokenStore.class);
    assertThat(processing.eventProcessor("order-views", PooledStreamingEventProcessor.class))
        .hasValueSatisfying(processor -> assertThat(processor.supportsReset()).isTrue());
    await()
        .untilAsserted(
            () ->
                assertThat(processing.tokenStore("order-views").fetchSegments("order-views"))
                    .hasSize(2));
  }
}
