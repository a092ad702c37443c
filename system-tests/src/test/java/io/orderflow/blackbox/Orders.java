package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A shop that places orders and looks at them. */
record Orders(String url) {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration COME_BACK = Duration.ofMillis(500);

  /**
   * Places an order of one piece; how it goes on is up to the values. A shop that is asked to come
   * back later, since there is too much to do, does so.
   */
  HttpResponse<String> place(String sku, String paymentMethod, String idempotencyKey)
      throws IOException {
    return await("room for order " + idempotencyKey)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(COME_BACK)
        .atMost(LIMIT)
        .until(() -> offer(sku, paymentMethod, idempotencyKey), answer -> !isTooMuch(answer));
  }

  /** The same, once, whatever comes of it. */
  HttpResponse<String> offer(String sku, String paymentMethod, String idempotencyKey)
      throws IOException {
    String body =
        """
        {"customerId": "c-1", "items": [{"sku": "%s", "quantity": 1}], "paymentMethod": "%s"}
        """
            .formatted(sku, paymentMethod);
    return Http.post(url + "/api/v1/orders", body, idempotencyKey);
  }

  private static boolean isTooMuch(HttpResponse<String> answer) {
    return answer.statusCode() == 503 && answer.body().contains("\"OVERLOADED\"");
  }

  /** Places an order that must be accepted, and says its id. */
  String placed(String sku, String paymentMethod) throws IOException {
    var response = place(sku, paymentMethod, sku + "-" + paymentMethod);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return Http.json(response).get("orderId").asString();
  }

  void cancel(String orderId) throws IOException {
    var response = Http.post(url + "/api/v1/orders/" + orderId + "/cancel", "{}", "cancel");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
  }

  JsonNode get(String orderId) throws IOException {
    return Http.json(Http.get(url + "/api/v1/orders/" + orderId));
  }

  JsonNode awaitEnd(String orderId) throws IOException {
    await("the end of order " + orderId).atMost(LIMIT).until(() -> hasEnded(orderId));
    return get(orderId);
  }

  int stock(String sku) throws IOException {
    return Http.json(Http.get(url + "/api/v1/products/" + sku)).get("stock").asInt();
  }

  boolean hasEnded(String orderId) throws IOException {
    String status = get(orderId).path("status").asString("none yet");
    return status.equals("COMPLETED") || status.equals("CANCELLED");
  }
}
