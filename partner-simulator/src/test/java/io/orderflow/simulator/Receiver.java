package io.orderflow.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of callbacks that can fail for a while. */
final class Receiver implements AutoCloseable {

  private final HttpServer server;
  private final List<Told> callbacks = new CopyOnWriteArrayList<>();
  private final Queue<Integer> moods = new ConcurrentLinkedQueue<>();

  record Told(String signature, String rawBody, int answered) {

    JsonNode body() {
      return JsonMapper.shared().readTree(rawBody);
    }

    String type() {
      return body().path("type").asString();
    }
  }

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String signature = exchange.getRequestHeaders().getFirst("Orderflow-Signature");
    Integer mood = moods.poll();
    int status = mood == null ? 202 : mood;
    callbacks.add(new Told(String.valueOf(signature), body, status));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  /** The statuses of the next responses. */
  void answers(Integer... statuses) {
    moods.addAll(List.of(statuses));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/callbacks";
  }

  List<Told> all() {
    return callbacks;
  }

  List<Told> about(String key) {
    return callbacks.stream().filter(one -> one.body().path("key").asString().equals(key)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
