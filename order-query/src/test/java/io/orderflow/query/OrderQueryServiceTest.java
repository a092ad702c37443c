package io.orderflow.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.service.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.config.Configuration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The service as its main starts it, before Axon Server is up. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderQueryServiceTest {

  @Test
  void it_starts_by_itself_on_its_own_database_and_waits_for_axon_server() throws Exception {
    try (var service = Service.run(OrderQueryService.class, "order-query", settings())) {
      var axon = service.getBean(Configuration.class);
      assertThat(axon.commandBus()).isInstanceOf(AxonServerCommandBus.class);
      assertThat(axon.eventStore()).isInstanceOf(AxonServerEventStore.class);
      assertThat(axon.eventProcessingConfiguration().eventProcessors().keySet())
          .containsExactlyInAnyOrder("order-views");
      var jdbc = service.getBean(JdbcTemplate.class);
      assertThat(jdbc.queryForObject("select to_regnamespace('eventstore')::text", String.class))
          .isNull();
      assertThat(jdbc.queryForObject("select to_regnamespace('fulfillment')::text", String.class))
          .isNull();
      assertThat(jdbc.queryForObject("select to_regnamespace('ordering')::text", String.class))
          .isNull();
      String port = service.getEnvironment().getProperty("local.server.port");
      try (var client = HttpClient.newHttpClient()) {
        var health =
            client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build(),
                BodyHandlers.ofString());
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
      }
    }
  }

  private static String[] settings() throws IOException {
    try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new String[] {
        "--server.port=0",
        "--management.server.port=0",
        "--spring.profiles.active=demo",
        "--orderflow.database.url=" + TestDatabase.createUrl(),
        "--orderflow.database.username=postgres",
        "--orderflow.axon-server=127.0.0.1:" + nobody.getLocalPort()
      };
    }
  }
}
