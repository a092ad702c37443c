package io.orderflow.standalone.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stream of orders, received as long as it lasts. */
final class OpenStream implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final InputStream answer;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile @Nullable String firstId;

  private OpenStream(InputStream answer) {
    this.answer = answer;
  }

  /** Returns once the answer has begun. */
  static OpenStream of(int port, String path, String token, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token);
    try {
      var answer =
          CLIENT.send(
              (headers.length == 0 ? request : request.headers(headers)).build(),
              BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      var stream = new OpenStream(answer.body());
      Thread.startVirtualThread(stream::receive);
      return stream;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private void receive() {
    try (var lines = new BufferedReader(new InputStreamReader(answer, UTF_8))) {
      for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          events.add(JsonMapper.shared().readTree(line.substring(6)));
        } else if (line.startsWith("id: ") && firstId == null) {
          firstId = line.substring(4);
        }
      }
    } catch (IOException closed) {
      // It has ended.
    }
    end.complete(null);
  }

  /** The ids of the orders it has told of, each as often as it did. */
  List<String> orders() {
    return events.stream().map(event -> event.path("orderId").asString()).toList();
  }

  /** The customers of these orders. */
  List<String> customers() {
    return events.stream().map(event -> event.path("customerId").asString()).toList();
  }

  /** The position in which it began; null until it was told. */
  @Nullable String firstId() {
    return firstId;
  }

  boolean hasEnded() {
    return end.isDone();
  }

  @Override
  public void close() throws IOException {
    answer.close();
  }
}
