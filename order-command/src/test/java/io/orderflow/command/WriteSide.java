package io.orderflow.command;

import io.orderflow.engine.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The write side, started alone on a database and a port of its own, and a client of it. */
public final class WriteSide implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  /**
   * @param databaseUrl shared with another, or {@link TestDatabase#createUrl()} for one of its own
   */
  public WriteSide(String databaseUrl, String... profiles) {
    context =
        new SpringApplicationBuilder(OrderCommandApplication.class)
            .profiles(profiles)
            .run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                // All of fifty requests at once are let in and answered, however slowly.
                "--orderflow.admission.lanes.commands.at-once=64",
                "--orderflow.admission.lanes.commands.waiting=0",
                // Bodies arrive after their heads on a busy machine, and all may do so at once.
                "--orderflow.http.slow-bodies=64",
                "--server.tomcat.threads.max=256", // for the places and the slow bodies
                "--orderflow.ordering.command-timeout=1m",
                "--spring.datasource.hikari.connection-timeout=60000",
                "--spring.datasource.url=" + databaseUrl);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /**
   * @param headers names and values in turn
   */
  public Answer get(String path, String... headers) {
    return send(request(path).GET(), headers);
  }

  public Answer delete(String path, String... headers) {
    return send(request(path).DELETE(), headers);
  }

  public Answer put(String path, String body, String... headers) {
    return send(request(path).PUT(BodyPublishers.ofString(body)), headers);
  }

  public Answer post(String path, String body, String... headers) {
    return send(request(path).POST(BodyPublishers.ofString(body)), headers);
  }

  /** Sends a merge patch. */
  public Answer patch(String path, String body, String... headers) {
    var request = request(path).method("PATCH", BodyPublishers.ofString(body));
    return send(request.setHeader("Content-Type", "application/merge-patch+json"), headers);
  }

  private HttpRequest.Builder request(String path) {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest.Builder request, String... headers) {
    var complete = headers.length == 0 ? request : request.headers(headers);
    try {
      return new Answer(client.send(complete.build(), BodyHandlers.ofString()));
    } catch (IOException broken) {
      throw new UncheckedIOException("no answer", broken);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("interrupted while waiting for an answer", interrupted);
    }
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }

  /** What came back. */
  public record Answer(HttpResponse<String> response) {

    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String text() {
      return response.body();
    }

    public JsonNode json() {
      return JSON.readTree(text());
    }

    public String at(String pointer) {
      return json().at(pointer).asString("");
    }
  }
}
