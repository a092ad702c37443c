package io.orderflow.blackbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP as any client speaks it. */
final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** The longest that orderflow grants. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Http() {}

  static HttpResponse<String> get(String address) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(address)).GET());
  }

  /** Waits as long as a client may until the order is shown in this version or a newer one. */
  static HttpResponse<String> getAtLeast(String address, long version) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(address + "?atLeastVersion=" + version))
            .header("Prefer", "wait=" + LONGEST_WAIT.toSeconds())
            .GET(),
        LONGEST_WAIT.plus(TIMEOUT));
  }

  /** An answer that is read while it goes on. */
  static HttpResponse<InputStream> stream(String address, @Nullable String lastEventId)
      throws IOException {
    var request = HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return send(request.timeout(TIMEOUT).build(), BodyHandlers.ofInputStream());
  }

  static HttpResponse<String> delete(String address) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(address)).DELETE());
  }

  static HttpResponse<String> post(String address, String body, String idempotencyKey)
      throws IOException {
    return post(address, body, idempotencyKey, Map.of());
  }

  /**
   * @param headers besides those of every request
   */
  static HttpResponse<String> post(
      String address, String body, String idempotencyKey, Map<String, String> headers)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request);
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    return send(request, TIMEOUT);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, Duration timeout)
      throws IOException {
    return send(request.timeout(timeout).build(), BodyHandlers.ofString());
  }

  private static <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body)
      throws IOException {
    try {
      return CLIENT.send(request, body);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for an answer", interrupted);
    }
  }
}
