package io.orderflow.partner.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShippingPropertiesTest {

  private static final String KAFKA = "orderflow.shipping.transport=kafka";
  private static final String BROKER = "spring.kafka.bootstrap-servers=127.0.0.1:9092";

  private final ApplicationContextRunner start =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
          .withUserConfiguration(Settings.class);

  @ParameterizedTest
  @ValueSource(
      strings = {"x=y", "orderflow.shipping.transport=", "orderflow.shipping.transport=HTTP"})
  void shipping_uses_http_by_default(String setting) {
    start
        .withPropertyValues(setting)
        .run(
            context -> {
              assertThat(context.getBean(ShippingProperties.class).transport())
                  .isEqualTo(Transport.HTTP);
              assertThat(context).doesNotHaveBean(KafkaProducers.class);
            });
  }

  @Test
  void topics_and_group_have_the_names_of_the_contract_by_default() {
    start
        .withPropertyValues("orderflow.shipping.transport=Kafka", BROKER)
        .run(
            context -> {
              assertThat(context).hasSingleBean(KafkaProducers.class);
              var kafka = context.getBean(ShippingProperties.class).kafka();
              assertThat(kafka.groupId()).isEqualTo("orderflow");
              assertThat(kafka.topics())
                  .isEqualTo(
                      new ShippingProperties.Topics(
                          KafkaContract.topic("requests"),
                          KafkaContract.topic("replies"),
                          KafkaContract.topic("repliesDead")));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x=y", "spring.kafka.bootstrap-servers=", "spring.kafka.bootstrap-servers= , "})
  void a_missing_broker_stops_the_start_and_names_its_property(String setting) {
    start
        .withPropertyValues(KAFKA, setting)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("spring.kafka.bootstrap-servers")
                    .hasMessageContaining("SPRING_KAFKA_BOOTSTRAP_SERVERS"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"somewhere", "http://127.0.0.1:9092/x", "127.0.0.1:port", "a:1,b"})
  void a_malformed_broker_stops_the_start_and_names_its_property(String broker) {
    start
        .withPropertyValues(KAFKA, "spring.kafka.bootstrap-servers=" + broker)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("spring.kafka.bootstrap-servers")
                    .hasMessageContaining("host:port"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:1", "a:1,b:2", "[::1]:9092", "SASL_SSL://kafka.example:9092"})
  void a_broker_is_named_by_host_and_port(String broker) {
    start
        .withPropertyValues(KAFKA, "spring.kafka.bootstrap-servers=" + broker)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "producer.transaction-id-prefix=orderflow-",
        "producer.transactionIdPrefix=orderflow-",
        "producer.properties.transactional.id=orderflow",
        "producer.acks=1",
        "properties.acks=0",
        "producer.properties[enable.idempotence]=false",
        "consumer.enable-auto-commit=true",
        "consumer.auto-offset-reset=latest",
        "consumer.isolation-level=read_uncommitted",
        "properties.isolation.level=read_uncommitted",
        "consumer.properties.group.protocol=consumer",
        "properties.group.protocol=CONSUMER"
      })
  void a_contradicting_kafka_setting_stops_the_start_and_is_named(String setting) {
    var value = setting.substring(setting.indexOf('=') + 1);
    start
        .withPropertyValues(KAFKA, BROKER, "spring.kafka." + setting)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageMatching(
                        "(?s).*spring\\.kafka\\.[a-z.-]+ .*" + value + ".*Remove it.*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "producer.acks=-1",
        "producer.acks=ALL",
        "producer.transaction-id-prefix=",
        "properties.enable.idempotence=true",
        "consumer.enable-auto-commit=false",
        "consumer.isolation-level=read-committed",
        "consumer.isolation-level=READ_COMMITTED",
        "consumer.auto-offset-reset=earliest",
        "properties.group.protocol=classic",
        "properties.security.protocol=SSL"
      })
  void a_consistent_kafka_setting_is_accepted(String setting) {
    start
        .withPropertyValues(KAFKA, BROKER, "spring.kafka." + setting)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void over_http_nothing_of_Kafka_is_looked_at() {
    start
        .withPropertyValues("spring.kafka.producer.acks=1")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topics.requests=with space",
        "topics.replies=",
        "topics.replies-dead=..",
        "topics.replies=orderflow.shipping.requests",
        "group-id= ",
        "group-id=caf\u00e9"
      })
  void a_wrong_value_stops_the_start_and_names_its_property(String wrong) {
    start
        .withPropertyValues("orderflow.shipping.kafka." + wrong)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("orderflow.shipping.kafka."));
  }

  @Test
  void an_unknown_transport_stops_the_start_and_the_known_ones_are_listed() {
    start
        .withPropertyValues("orderflow.shipping.transport=pigeon")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("pigeon")
                    .hasMessageContaining("Transport"));
  }

  @EnableConfigurationProperties(ShippingProperties.class)
  @ComponentScan(basePackageClasses = ConditionalOnTransport.class)
  static class Settings {}
}
