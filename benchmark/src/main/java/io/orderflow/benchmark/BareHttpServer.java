package io.orderflow.benchmark;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The JDK's own HTTP server with one fixed answer, as large as the status of an order. */
final class BareHttpServer {

  private static final byte[] ANSWER =
      """
      {"orderId":"01a1f942-c38f-78cb-ae72-a5a47c8819cd","status":"COMPLETED",\
      "paymentStatus":"CAPTURED","fulfillmentStatus":"DELIVERED","version":5}"""
          .getBytes(StandardCharsets.US_ASCII);

  private BareHttpServer() {}

  /** Serves until the process is ended. */
  static void serve(int port) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, ANSWER.length);
          exchange.getResponseBody().write(ANSWER);
          exchange.close();
        });
    server.start();
  }
}
