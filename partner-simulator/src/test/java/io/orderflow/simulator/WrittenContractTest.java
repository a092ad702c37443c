package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WrittenContractTest {

  private static HttpResponse<String> send(String url, String method) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException lost) {
      throw new IllegalStateException(lost);
    }
  }

  @Test
  void every_path_and_method_of_the_contract_is_served(@TempDir Path folder) {
    try (Simulation simulation = Simulation.start(folder, "http://127.0.0.1:9/x")) {
      for (WrittenContract contract : WrittenContract.ALL) {
        for (String path : contract.paths()) {
          for (String method : contract.methods(path)) {
            assertThat(send(simulation.url() + path, method).body())
                .as(method + " " + path)
                .doesNotContain("NO_SUCH_PATH");
          }
        }
      }
    }
  }

  @Test
  void any_other_path_is_a_problem_in_json(@TempDir Path folder) {
    try (Simulation simulation = Simulation.start(folder, "http://127.0.0.1:9/x")) {
      HttpResponse<String> answer = send(simulation.url() + "/payments/charges", "DELETE");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.body()).contains("NO_SUCH_PATH");
    }
  }

  @Test
  void the_surrounding_application_does_not_affect_the_simulator(@TempDir Path folder) {
    System.setProperty("server.port", "1");
    System.setProperty("server.servlet.context-path", "/elsewhere");
    try (Simulation simulation = Simulation.start(folder, "http://127.0.0.1:9/x")) {
      assertThat(send(simulation.url() + "/health", "GET").body()).isEqualTo("{\"status\":\"UP\"}");
    } finally {
      System.clearProperty("server.port");
      System.clearProperty("server.servlet.context-path");
    }
  }
}
