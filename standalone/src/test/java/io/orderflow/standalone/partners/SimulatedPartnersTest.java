package io.orderflow.standalone.partners;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.simulator.PartnerSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

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
  void partners_are_simulated_where_that_is_wanted_and_one_of_them_lives_there() {
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
  void no_partner_is_simulated_where_all_were_named() {
    orderflow
        .withPropertyValues(
            "orderflow.simulator.enabled=true",
            "orderflow.partners.payment.url=http://payment.example",
            "orderflow.partners.processing.url=http://processing.example",
            "orderflow.partners.shipping.url=http://shipping.example")
        .run(context -> assertThat(context).doesNotHaveBean(PartnerSimulator.class));
  }

  @Test
  void no_partner_is_simulated_unless_that_is_wanted() {
    orderflow
        .withPropertyValues("orderflow.partners.shipping.url=http://127.0.0.1:8090")
        .run(context -> assertThat(context).doesNotHaveBean(PartnerSimulator.class));
  }
}
