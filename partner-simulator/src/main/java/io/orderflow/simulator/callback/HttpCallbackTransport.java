package io.orderflow.simulator.callback;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** Carries callbacks over HTTP, a bounded number at a time; the others wait their turn. */
final class HttpCallbackTransport implements CallbackTransport, AutoCloseable {

  private static final int MAX_UNDER_WAY = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Semaphore free = new Semaphore(MAX_UNDER_WAY);
  private final Queue<Errand> waiting = new ConcurrentLinkedQueue<>();
  private final CallbackSigner callbackSigner;
  private final Clock clock;

  HttpCallbackTransport(CallbackSigner callbackSigner, Clock clock) {
    this.callbackSigner = callbackSigner;
    this.clock = clock;
  }

  private record Errand(URI url, String body, CompletableFuture<Boolean> accepted) {}

  @Override
  public boolean knows(URI address) {
    return "http".equals(address.getScheme()) || "https".equals(address.getScheme());
  }

  @Override
  public CompletableFuture<Boolean> carry(CallbackMessage callbackMessage) {
    Errand errand =
        new Errand(callbackMessage.address(), callbackMessage.body(), new CompletableFuture<>());
    waiting.add(errand);
    sendWaiting();
    return errand.accepted();
  }

  private void sendWaiting() {
    while (!waiting.isEmpty() && free.tryAcquire()) {
      Errand errand = waiting.poll();
      if (errand == null) {
        free.release();
      } else {
        send(errand);
      }
    }
  }

  private void send(Errand errand) {
    // The errand's own future tells how it ended.
    var _ =
        http.sendAsync(signed(errand), HttpResponse.BodyHandlers.discarding())
            .handleAsync(
                (response, failure) -> {
                  free.release();
                  sendWaiting();
                  return errand.accepted().complete(failure == null && isAccepted(response));
                });
  }

  private static boolean isAccepted(HttpResponse<Void> response) {
    return response.statusCode() / 100 == 2;
  }

  private HttpRequest signed(Errand errand) {
    return HttpRequest.newBuilder(errand.url())
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header(CallbackSigner.HEADER, callbackSigner.of(errand.body(), clock.instant()))
        .POST(HttpRequest.BodyPublishers.ofString(errand.body()))
        .build();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
