package com.example.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.payment.ExamplePaymentStep.Opening;
import com.example.payment.ExamplePaymentStep.Payment;
import com.example.payment.ExamplePaymentStep.Payment.Status;
import com.example.payment.ExamplePaymentStep.Refund;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.partner.PartnerJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The provider of the guide, in memory: a payment is opened under a key, then confirmed or
 * cancelled. The first of the two wins.
 */
final class ExampleProvider {

  static final String API_KEY = "sk_test";

  private final Map<String, Payment> byKey = new LinkedHashMap<>();
  private final Map<String, String> methods = new LinkedHashMap<>();
  private final HttpServer server;

  ExampleProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/v1/payments", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void stop() {
    server.stop(0);
  }

  synchronized long charges(OrderFacts order) {
    return byKey.values().stream()
        .filter(payment -> payment.reference().equals(order.orderId().toString()))
        .filter(payment -> payment.status() == Status.SUCCEEDED)
        .count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var key = headers.getFirst("Idempotency-Key");
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var path = exchange.getRequestURI().getPath().split("/", -1);
    if (!("Bearer " + API_KEY).equals(headers.getFirst("Authorization"))) {
      answer(exchange, 401, Map.of());
    } else if (path.length == 3) {
      answer(exchange, 200, open(key, PartnerJson.read(body, Opening.class)));
    } else if (path[4].equals("refund")) {
      boolean known = status(path[3]) == Status.SUCCEEDED;
      answer(exchange, known ? 200 : 422, known ? new Refund(path[3]) : Map.of());
    } else {
      answer(exchange, 200, act(path[3], path[4]));
    }
  }

  private synchronized Payment open(String key, Opening asked) {
    methods.put("pay_" + key, asked.method());
    return byKey.computeIfAbsent(
        key,
        _ ->
            new Payment(
                "pay_" + key, asked.reference(), Status.OPEN, asked.amount(), asked.currency()));
  }

  private synchronized Status status(String id) {
    var payment = byKey.get(id.substring("pay_".length()));
    return payment == null ? Status.OPEN : payment.status();
  }

  private synchronized Payment act(String id, String action) {
    return byKey.computeIfPresent(
        id.substring("pay_".length()),
        (_, payment) ->
            payment.status() == Status.OPEN
                ? new Payment(
                    id,
                    payment.reference(),
                    after(action, methods.get(id)),
                    payment.amount(),
                    payment.currency())
                : payment);
  }

  private static Status after(String action, String method) {
    if (action.equals("cancel")) {
      return Status.CANCELLED;
    }
    return method.equals("pm_card_declined") ? Status.DECLINED : Status.SUCCEEDED;
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = PartnerJson.write(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
