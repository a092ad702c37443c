package io.orderflow.blackbox;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A person who answers the attentions of orders. */
record Operator(String url) {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * Answers every attention of the order: settles what only waits for a delivery, and has all else
   * tried again.
   */
  void attendTo(JsonNode order) throws IOException {
    String orderId = order.path("orderId").asString("");
    for (JsonNode attention : order.path("attention")) {
      if (attention.path("step").asString("").equals("DELIVERY")) {
        resolve(orderId, attention);
      } else {
        retry(orderId, attention);
      }
    }
  }

  /** Until the order has ended, and nothing about it waits for a person. */
  void bringToItsEnd(Orders orders, String orderId) {
    await("the end of order " + orderId)
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              JsonNode order = orders.get(orderId);
              attendTo(order);
              return orders.hasEnded(orderId) && order.path("attention").isEmpty();
            });
  }

  HttpResponse<String> retry(String orderId, JsonNode attention) throws IOException {
    return answer(orderId, "retry", attention);
  }

  HttpResponse<String> resolve(String orderId, JsonNode attention) throws IOException {
    return answer(orderId, "resolve", attention);
  }

  private HttpResponse<String> answer(String orderId, String how, JsonNode attention)
      throws IOException {
    String charge =
        attention.has("chargeId")
            ? "\"chargeId\": \"" + attention.get("chargeId").asString() + "\", "
            : "";
    String body =
        """
        {"step": "%s", %s"attentionVersion": %d, "note": "looked after by a person"}
        """
            .formatted(attention.get("step").asString(), charge, attention.get("version").asInt());
    return Http.post(
        url + "/api/v1/admin/orders/" + orderId + "/" + how, body, UUID.randomUUID().toString());
  }
}
