package io.orderflow.standalone.partners;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.FreePort;
import io.orderflow.simulator.PartnerSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulatedPartnersTest {

  private ApplicationContextRunner orderflow =
      new ApplicationContextRunner().withUserConfiguration(SimulatedPartners.class);

  @BeforeEach
  void settings(@TempDir Path folder) {
    orderflow =
        orderflow.withPropertyValues(
            "orderflow.simulator.url=http://127.0.0.1:8090",
            "simulator.port=0",
            "simulator.folder=" + folder,
            "simulator.callback-secret=0b4f5c1d8a9e4b7c9d2e3f60718293a4");
  }

  @Test
  void partners_are_simulated_if_enabled_and_one_has_the_simulators_url() {
    orderflow
        .withPropertyValues(
            "orderflow.simulator.enabled=true",
            "orderflow.partners.payment.url=http://payment.example",
            "orderflow.partners.shipping.url=http://127.0.0.1:8090")
        .run(context -> assertThat(context).hasSingleBean(PartnerSimulator.class));
  }

  @Test
  void the_simulated_processing_partner_fails_as_often_as_it_is_told() {
    orderflow
        .withPropertyValues(
            "orderflow.simulator.enabled=true",
            "orderflow.partners.shipping.url=http://127.0.0.1:8090",
            "simulator.processing.failure-rate=1",
            "simulator.silence=0s")
        .run(
            context -> {
              var jobs = context.getBean(PartnerSimulator.class).url().resolve("/processing/jobs");
              var answers = new ArrayList<Integer>();
              for (int request = 0; request < 20; request++) { // some are answered late, not 503
                answers.add(status(jobs + "?key=k"));
              }
              assertThat(answers).contains(503);
            });
  }

  private static int status(String url) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void shipping_over_kafka_starts_a_broker_unless_another_is_set(@TempDir Path data)
      throws IOException {
    int port = FreePort.find();
    var demo =
        orderflow.withPropertyValues(
            "orderflow.simulator.enabled=true",
            "orderflow.partners.shipping.url=http://127.0.0.1:8090",
            "orderflow.simulator.kafka=127.0.0.1:" + port,
            "spring.kafka.bootstrap-servers=127.0.0.1:" + port,
            "simulator.kafka.broker.port=" + port,
            "simulator.kafka.broker.folder=" + data.resolve("kafka"));
    demo.run(context -> assertThat(broker(context)).isEmpty());
    assertThat(data).isEmptyDirectory();
    var overKafka = demo.withPropertyValues("orderflow.shipping.transport=kafka");
    overKafka.run(context -> assertThat(broker(context)).contains("127.0.0.1:" + port));
    assertThat(data).isNotEmptyDirectory();
    overKafka
        .withPropertyValues("spring.kafka.bootstrap-servers=127.0.0.1:9")
        .run(context -> assertThat(broker(context)).isEmpty());
  }

  private static Optional<String> broker(ApplicationContext context) {
    return context.getBean(PartnerSimulator.class).kafka();
  }

  @Test
  void no_partner_is_simulated_if_all_have_other_urls() {
    orderflow
        .withPropertyValues(
            "orderflow.simulator.enabled=true",
            "orderflow.partners.payment.url=http://payment.example",
            "orderflow.partners.processing.url=http://processing.example",
            "orderflow.partners.shipping.url=http://shipping.example")
        .run(context -> assertThat(context).doesNotHaveBean(PartnerSimulator.class));
  }

  @Test
  void no_partner_is_simulated_unless_enabled() {
    orderflow
        .withPropertyValues("orderflow.partners.shipping.url=http://127.0.0.1:8090")
        .run(context -> assertThat(context).doesNotHaveBean(PartnerSimulator.class));
  }
}
