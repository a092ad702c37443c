package io.orderflow.blackbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Collects traces as any backend for OpenTelemetry does: OTLP over HTTP, in protobuf. */
final class OtlpCollector implements AutoCloseable {

  private static final HexFormat HEX = HexFormat.of();

  private final HttpServer server;
  private final List<CollectedSpan> spans = new CopyOnWriteArrayList<>();

  private OtlpCollector(HttpServer server) {
    this.server = server;
  }

  static OtlpCollector start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var collector = new OtlpCollector(server);
    server.createContext("/v1/traces", collector::collect);
    server.start();
    return collector;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  List<CollectedSpan> trace(String traceId) {
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  List<CollectedSpan> spans() {
    return List.copyOf(spans);
  }

  private void collect(HttpExchange exchange) throws IOException {
    try (exchange) {
      var export = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      for (var resource : export.getResourceSpansList()) {
        var service = service(resource.getResource());
        resource.getScopeSpansList().stream()
            .flatMap(scope -> scope.getSpansList().stream())
            .forEach(span -> spans.add(collected(service, span)));
      }
      var answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static String service(Resource resource) {
    return text(resource.getAttributesList()).getOrDefault("service.name", "");
  }

  private static CollectedSpan collected(String service, Span span) {
    return new CollectedSpan(
        service,
        HEX.formatHex(span.getTraceId().toByteArray()),
        HEX.formatHex(span.getSpanId().toByteArray()),
        HEX.formatHex(span.getParentSpanId().toByteArray()),
        span.getName(),
        span.getKind(),
        text(span.getAttributesList()));
  }

  private static Map<String, String> text(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /**
   * @param parentId empty for the first span of a trace
   */
  record CollectedSpan(
      String service,
      String traceId,
      String spanId,
      String parentId,
      String name,
      Span.SpanKind kind,
      Map<String, String> attributes) {}
}
