package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What the partners have honoured, as they have written it down. */
record Ledger(String url) {

  private static final int PAGE = 10_000;

  List<Entry> of(String orderId) throws IOException {
    var response = Http.get(url + "/simulator/ledger?orderId=" + orderId);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return StreamSupport.stream(Http.json(response).get("entries").spliterator(), false)
        .map(Entry::of)
        .toList();
  }

  /** A completed order is charged once and shipped; of a cancelled one no money is kept. */
  void assertAgreesWith(JsonNode order) throws IOException {
    var entries = of(order.get("orderId").asString());
    boolean completed = order.get("status").asString().equals("COMPLETED");
    assertThat(charges(entries) - refunds(entries))
        .as("kept charges of %s", order)
        .isEqualTo(completed ? 1 : 0);
    assertThat(balance(entries)).isEqualByComparingTo(owed(order));
    assertThat(entries.stream().anyMatch(entry -> entry.kind().equals("SHIPMENT")))
        .as("shipped, %s", order)
        .isEqualTo(completed);
  }

  static BigDecimal owed(JsonNode order) {
    return order.get("status").asString().equals("COMPLETED")
        ? new BigDecimal(order.get("total").get("amount").asString())
        : BigDecimal.ZERO;
  }

  /** Everything, page by page. */
  Map<String, List<Entry>> byOrder() throws IOException {
    var byOrder = new HashMap<String, List<Entry>>();
    for (int after = 0; ; after += PAGE) {
      var response = Http.get(url + "/simulator/ledger?after=%d&limit=%d".formatted(after, PAGE));
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      var page = Http.json(response).get("entries");
      page.forEach(
          entry ->
              byOrder
                  .computeIfAbsent(entry.get("orderId").asString(), _ -> new ArrayList<>())
                  .add(Entry.of(entry)));
      if (page.size() < PAGE) {
        return byOrder;
      }
    }
  }

  /**
   * One honoured request.
   *
   * @param amount positive for money taken, negative for money given back
   */
  record Entry(String kind, BigDecimal amount) {

    private static Entry of(JsonNode entry) {
      String kind = entry.get("kind").asString();
      BigDecimal amount =
          entry.has("amount")
              ? new BigDecimal(entry.get("amount").get("amount").asString())
              : BigDecimal.ZERO;
      return new Entry(kind, kind.equals("REFUND") ? amount.negate() : amount);
    }
  }

  static long charges(List<Entry> entries) {
    return entries.stream().filter(entry -> entry.kind().equals("CHARGE")).count();
  }

  static long refunds(List<Entry> entries) {
    return entries.stream().filter(entry -> entry.kind().equals("REFUND")).count();
  }

  static BigDecimal sum(List<Entry> entries, String kind) {
    return balance(entries.stream().filter(entry -> entry.kind().equals(kind)).toList());
  }

  static BigDecimal balance(List<Entry> entries) {
    return entries.stream().map(Entry::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
