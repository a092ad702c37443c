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

/** Sends callbacks over HTTP, with a limit on concurrent requests. */
final class HttpCallbackTransport implements CallbackTransport, AutoCloseable {

  private static final int MAX_CONCURRENT = 64;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final Semaphore free = new Semaphore(MAX_CONCURRENT);
  private final Queue<Delivery> waiting = new ConcurrentLinkedQueue<>();
  private final CallbackSigner callbackSigner;
  private final Clock clock;

  HttpCallbackTransport(CallbackSigner callbackSigner, Clock clock) {
    this.callbackSigner = callbackSigner;
    this.clock = clock;
  }

  private record Delivery(URI url, String body, CompletableFuture<Boolean> accepted) {}

  @Override
  public boolean supports(URI address) {
    return "http".equals(address.getScheme()) || "https".equals(address.getScheme());
  }

  @Override
  public CompletableFuture<Boolean> send(CallbackMessage message) {
    Delivery delivery = new Delivery(message.address(), message.body(), new CompletableFuture<>());
    waiting.add(delivery);
    sendWaiting();
    return delivery.accepted();
  }

  private void sendWaiting() {
    while (!waiting.isEmpty() && free.tryAcquire()) {
      Delivery delivery = waiting.poll();
      if (delivery == null) {
        free.release();
      } else {
        send(delivery);
      }
    }
  }

  private void send(Delivery delivery) {
    var _ =
        http.sendAsync(signed(delivery), HttpResponse.BodyHandlers.discarding())
            .handleAsync(
                (response, failure) -> {
                  free.release();
                  sendWaiting();
                  return delivery.accepted().complete(failure == null && isAccepted(response));
                });
  }

  private static boolean isAccepted(HttpResponse<Void> response) {
    return response.statusCode() / 100 == 2;
  }

  private HttpRequest signed(Delivery delivery) {
    return HttpRequest.newBuilder(delivery.url())
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .header(CallbackSigner.HEADER, callbackSigner.of(delivery.body(), clock.instant()))
        .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
        .build();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
