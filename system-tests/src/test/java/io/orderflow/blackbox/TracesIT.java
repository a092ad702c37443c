package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.orderflow.blackbox.OtlpCollector.CollectedSpan;
import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a collector of traces sees of an order, through all processes that work on it. */
@ParameterizedClass
@MethodSource("io.orderflow.blackbox.SetUp#available")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class TracesIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CLIENT = "b7ad6b7169203331";

  private static final Pattern TRACING =
      Pattern.compile(
          " io\\.opentelemetry\\.(sdk|exporter|api)\\.| io\\.micrometer\\.tracing\\.handler\\.");

  private final SetUp setUp;

  TracesIT(SetUp setUp) {
    this.setUp = setUp;
  }

  @Test
  void one_trace_tells_of_an_order_from_its_request_to_the_last_undo(@TempDir Path folder)
      throws IOException {
    try (var place = TestFolder.in(folder);
        var collector = OtlpCollector.start();
        var orderflow =
            setUp.startWithItsOwnPartners(place, FreePort.find(), tracesTo(collector, "0"))) {
      // Paid by a callback, refused by the carrier, and then undone step by step.
      var answer = placeTraced(place, "unshippable", "pm_card_async");
      var ended = orderflow.orders().awaitEnd(answer);
      assertThat(ended.path("status").asString()).isEqualTo("CANCELLED");

      // A span may come later than what followed from it.
      await("the last spans")
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                var trace = collector.trace(TRACE);
                assertThatEveryPartIsThere(trace);
                assertThatAllDescendFromTheRequest(trace);
                assertThatStepsFollowEachOther(trace);
                assertThatServicesDidTheirPart(trace);
              });
      assertThat(collector.spans())
          .as("no other trace has anything of the order's process")
          .filteredOn(span -> !span.traceId().equals(TRACE))
          .allSatisfy(span -> assertThat(span.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER));
    }
  }

  /** Of a client that samples none of its requests, nothing is recorded either. */
  @Test
  void the_decision_of_the_client_holds_for_the_whole_order_and_the_ratio_for_those_without_one(
      @TempDir Path folder) throws IOException {
    try (var place = TestFolder.in(folder);
        var collector = OtlpCollector.start();
        var orderflow =
            setUp.startWithItsOwnPartners(place, FreePort.find(), tracesTo(collector, "1"))) {
      var unsampled =
          Http.post(
              place.url() + "/api/v1/orders",
              order("mouse", "pm_card_ok"),
              "unsampled",
              Map.of("traceparent", "00-" + TRACE + "-" + CLIENT + "-00"));
      assertThat(unsampled.statusCode()).as(unsampled.body()).isEqualTo(201);
      orderflow.orders().awaitEnd(Http.json(unsampled).path("orderId").asString());
      // The id that a client is told is that of the trace that was recorded.
      var problem = Http.json(Http.post(place.url() + "/api/v1/orders", "{}", "wrong"));
      var recorded = problem.path("traceId").asString();

      await("the trace of the problem")
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(collector.trace(recorded)).isNotEmpty());
      assertThat(collector.trace(TRACE)).isEmpty();
    }
  }

  @Test
  void without_a_collector_nothing_that_makes_or_sends_a_span_is_loaded(@TempDir Path folder)
      throws IOException {
    var loaded = folder.resolve("loaded");
    var logged = Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded);
    try (var place = TestFolder.in(Files.createDirectory(folder.resolve("place")));
        var orderflow = RunningOrderflow.startWithItsOwnPartners(place, FreePort.find(), logged)) {
      var orders = orderflow.orders();
      orders.awaitEnd(orders.placed("mouse", "pm_card_ok"));
      try (var lines = Files.lines(loaded)) {
        assertThat(lines.filter(line -> line.contains("io.orderflow.")).limit(1)).isNotEmpty();
      }
      try (var lines = Files.lines(loaded)) {
        assertThat(lines.filter(line -> TRACING.matcher(line).find())).isEmpty();
      }
    }
  }

  private static Map<String, String> tracesTo(OtlpCollector collector, String ratio) {
    var settings = new HashMap<>(RunningServices.PATIENT);
    // Nor does a slow answer lead to a second attempt, with spans of its own.
    settings.put("ORDERFLOW_FULFILLMENT_LEASE", "60s");
    for (String partner : List.of("PAYMENT", "PROCESSING", "SHIPPING")) {
      settings.put("ORDERFLOW_PARTNERS_" + partner + "_REQUESTTIMEOUT", "20s");
    }
    settings.put("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", collector.url());
    settings.put("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_SCHEDULEDELAY", "200ms");
    settings.put("MANAGEMENT_TRACING_SAMPLING_PROBABILITY", ratio);
    // As docker-compose.yml and deploy/local call them.
    settings.put("OTLP_TRACES_ENDPOINT", collector.url());
    settings.put("TRACES_RATIO", ratio);
    return settings;
  }

  private static String placeTraced(TestFolder place, String sku, String paymentMethod)
      throws IOException {
    var answer =
        Http.post(
            place.url() + "/api/v1/orders",
            order(sku, paymentMethod),
            "traced",
            Map.of("traceparent", "00-" + TRACE + "-" + CLIENT + "-01"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Http.json(answer).path("orderId").asString();
  }

  private static String order(String sku, String paymentMethod) {
    return """
        {"customerId": "c-1", "items": [{"sku": "%s", "quantity": 1}], "paymentMethod": "%s"}
        """
        .formatted(sku, paymentMethod);
  }

  private static void assertThatEveryPartIsThere(List<CollectedSpan> trace) {
    assertThat(names(trace))
        .contains(
            "http post /api/v1/orders",
            "CreateOrder",
            "request STOCK",
            "ReserveStock",
            "RecordStockReserved",
            "request PAYMENT",
            "callback PAYMENT",
            "RecordPaymentCaptured",
            "request PROCESSING",
            "request SHIPPING",
            "RecordShipmentRefused",
            "undo PROCESSING",
            "undo PAYMENT",
            "undo STOCK",
            "ReleaseStock",
            "complete the cancellation",
            "CompleteCancellation");
  }

  private static void assertThatAllDescendFromTheRequest(List<CollectedSpan> trace) {
    var ids = trace.stream().map(CollectedSpan::spanId).collect(Collectors.toSet());
    assertThat(trace).extracting(CollectedSpan::spanId).doesNotHaveDuplicates();
    assertThat(trace)
        .filteredOn(span -> !ids.contains(span.parentId()))
        .as("the one whose parent is the client's own span")
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.parentId()).isEqualTo(CLIENT);
              assertThat(request.name()).isEqualTo("http post /api/v1/orders");
              assertThat(request.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
            });
  }

  private static void assertThatStepsFollowEachOther(List<CollectedSpan> trace) {
    assertParent(trace, "CreateOrder", "http post /api/v1/orders");
    assertParent(trace, "request STOCK", "CreateOrder");
    assertParent(trace, "ReserveStock", "request STOCK");
    assertParent(trace, "RecordStockReserved", "request STOCK");
    assertParent(trace, "request PAYMENT", "RecordStockReserved");
    // The partner did not send the trace along: it is the one that is stored with the order.
    assertParent(trace, "callback PAYMENT", "RecordStockReserved");
    assertParent(trace, "RecordPaymentCaptured", "callback PAYMENT");
    assertParent(trace, "request PROCESSING", "RecordPaymentCaptured");
    assertParent(trace, "complete the cancellation", "RecordStockReleased");
    assertParent(trace, "CompleteCancellation", "complete the cancellation");
    assertThat(one(trace, "request PAYMENT"))
        .satisfies(
            asked -> {
              assertThat(asked.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
              assertThat(asked.attributes())
                  .containsEntry("order.step", "PAYMENT")
                  .containsEntry("peer.service", "payment")
                  .containsEntry("attempt", "1")
                  .containsEntry("answer", "later")
                  .containsKey("order.id");
            });
  }

  private void assertThatServicesDidTheirPart(List<CollectedSpan> trace) {
    boolean services = setUp == SetUp.SERVICES;
    var commands = services ? "order-command" : "orderflow";
    var process = services ? "processor-saga" : "orderflow";
    assertThat(trace).extracting(CollectedSpan::service).containsOnly(commands, process);
    for (String handled : List.of("CreateOrder", "ReserveStock", "RecordPaymentCaptured")) {
      assertThat(one(trace, handled).service()).as(handled).isEqualTo(commands);
    }
    for (String asked : List.of("request STOCK", "request PAYMENT", "callback PAYMENT")) {
      assertThat(one(trace, asked).service()).as(asked).isEqualTo(process);
    }
  }

  private static void assertParent(List<CollectedSpan> trace, String child, String parent) {
    assertThat(one(trace, child).parentId())
        .as(child + " follows from " + parent)
        .isEqualTo(one(trace, parent).spanId());
  }

  /** The first, where a request was repeated. */
  private static CollectedSpan one(List<CollectedSpan> trace, String name) {
    return trace.stream()
        .filter(span -> span.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + name + " in " + names(trace)));
  }

  private static List<String> names(List<CollectedSpan> trace) {
    return trace.stream().map(CollectedSpan::name).toList();
  }
}
