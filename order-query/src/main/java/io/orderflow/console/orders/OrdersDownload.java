package io.orderflow.console.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.views.list.OrderLists;
import io.orderflow.views.list.OrderPage;
import io.orderflow.views.list.OrderSummary;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A list as comma-separated values (RFC 4180), written page by page: only one is in memory at a
 * time, and no transaction is open while a client takes what it was sent.
 */
final class OrdersDownload {

  private static final Logger log = LoggerFactory.getLogger(OrdersDownload.class);
  private static final String PAGE_SIZE = "200";

  private static final List<String> COLUMNS =
      List.of(
          "orderId",
          "number",
          "reference",
          "customerId",
          "status",
          "paymentStatus",
          "fulfillmentStatus",
          "cancellationReason",
          "attention",
          "total",
          "currency",
          "lines",
          "firstProducts",
          "labels",
          "createdAt",
          "updatedAt",
          "version");

  /** Spreadsheets calculate a text that begins so. */
  private static final Pattern FORMULA =
      Pattern.compile("^[\\s]*[=+\\-@].*|^[\\t\\r\\n].*", Pattern.DOTALL);

  private static final Pattern TO_BE_QUOTED = Pattern.compile("[\",\\r\\n]");

  private final OrderLists orders;
  private final MultiValueMap<String, String> list;

  OrdersDownload(OrderLists orders, MultiValueMap<String, String> list) {
    this.orders = orders;
    this.list = new LinkedMultiValueMap<>(list);
    this.list.set("limit", PAGE_SIZE);
  }

  /** What is wrong with the list is answered as a problem; it is found before anything is sent. */
  void writeTo(HttpServletResponse response) throws IOException {
    var page = orders.page(list);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"orders.csv\"");
    var out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8));
    line(out, COLUMNS);
    write(page, out);
    var cursor = page.nextCursor();
    while (cursor != null) {
      list.set("cursor", cursor);
      var next = next();
      if (next == null) {
        // The answer has begun, so this is the only place left to say it.
        line(out, List.of("INCOMPLETE: the list could not be read to its end. Download it again."));
        break;
      }
      write(next, out);
      cursor = next.nextCursor();
    }
    out.flush();
  }

  private @Nullable OrderPage next() {
    try {
      return orders.page(list);
    } catch (RuntimeException failed) {
      log.warn("A download of orders ends before its list does", failed);
      return null;
    }
  }

  private static void write(OrderPage page, Writer out) throws IOException {
    for (var order : page.items()) {
      line(out, cells(order));
    }
    out.flush();
  }

  private static List<String> cells(OrderSummary order) {
    return List.of(
        order.orderId().toString(),
        text(order.number()),
        text(order.reference()),
        order.customerId().value(),
        order.status().name(),
        order.paymentStatus().name(),
        order.fulfillmentStatus().name(),
        text(order.cancellationReason()),
        order.attention().stream().map(Enum::name).collect(Collectors.joining(" ")),
        order.total().amount().toPlainString(),
        order.total().currency().getCurrencyCode(),
        Integer.toString(order.itemCount()),
        String.join("; ", order.itemNames()),
        order.labels().values().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining("; ")),
        order.createdAt().toString(),
        order.updatedAt().toString(),
        Long.toString(order.version()));
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "");
  }

  private static void line(Writer out, List<String> cells) throws IOException {
    out.write(cells.stream().map(OrdersDownload::cell).collect(Collectors.joining(",")));
    out.write("\r\n");
  }

  static String cell(String text) {
    var harmless = FORMULA.matcher(text).matches() ? "'" + text : text;
    return TO_BE_QUOTED.matcher(harmless).find()
        ? '"' + harmless.replace("\"", "\"\"") + '"'
        : harmless;
  }
}
