package io.orderflow.partner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SelfReplacingProducerTest {

  private static final ProducerRecord<byte[], byte[]> RECORD =
      new ProducerRecord<>("orderflow.shipping.requests", "value".getBytes(UTF_8));

  private final ScriptedProducers producers = new ScriptedProducers();

  /** Kafka's own producer would never write again. */
  @Test
  @Tag("thorough")
  void a_producer_without_permission_writes_as_soon_as_it_has_one() throws Exception {
    try (var broker = new GuardedBroker()) {
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
          .withUserConfiguration(ShippingPropertiesTest.Settings.class)
          .withPropertyValues(
              "orderflow.shipping.transport=kafka",
              "logging.level.org.apache.kafka=error",
              "spring.kafka.bootstrap-servers=" + broker.address(),
              "spring.kafka.security.protocol=SASL_PLAINTEXT",
              "spring.kafka.properties.sasl.mechanism=SCRAM-SHA-256",
              "spring.kafka.properties.sasl.jaas.config="
                  + "org.apache.kafka.common.security.scram.ScramLoginModule required"
                  + " username=\"orderflow\" password=\"the right one\";")
          .run(
              context -> {
                var kafka = context.getBean(KafkaProducers.class).within(Duration.ofSeconds(2));
                await() // while the broker is slow, the time is over before it refuses
                    .untilAsserted(
                        () ->
                            assertThatThrownBy(() -> kafka.send(RECORD).get())
                                .hasRootCauseInstanceOf(SaslAuthenticationException.class));
                broker.admit("orderflow", "the right one");
                await()
                    .atMost(Duration.ofMinutes(1))
                    .ignoreException(ExecutionException.class)
                    .until(() -> kafka.send(RECORD).get() != null);
              });
    }
  }

  @Test
  void five_time_outs_in_a_row_replace_the_producer() {
    var kafka = producers.steady();
    for (int i = 0; i < 5; i++) {
      var sent = kafka.send(RECORD);
      assertThat(producers.count()).isEqualTo(1);
      producers.failNext(new TimeoutException("expired"));
      assertThat(sent).isCompletedExceptionally();
    }
    var sent = kafka.send(RECORD);
    assertThat(producers.count()).isEqualTo(2);
    producers.confirmNext();
    assertThat(sent).isCompleted();
  }

  @Test
  void a_producer_that_sometimes_succeeds_is_kept() {
    var kafka = producers.steady();
    for (int i = 0; i < 20; i++) {
      var _ = kafka.send(RECORD);
      if (i % 5 == 4) {
        producers.confirmNext();
      } else {
        producers.failNext(new TimeoutException("expired"));
      }
    }
    assertThat(producers.count()).isEqualTo(1);
  }

  @Test
  void a_send_during_the_replacement_fails_by_its_future() {
    var kafka = producers.steady();
    var _ = kafka.send(RECORD);
    producers.refuse(new IllegalStateException("closed"));
    assertThat(kafka.send(RECORD)).isCompletedExceptionally();
  }
}
