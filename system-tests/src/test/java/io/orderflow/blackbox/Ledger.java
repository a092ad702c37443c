package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What the partners have honoured, as they have written it down. */
record Ledger(String url) {

  List<Entry> of(String orderId) throws IOException {
    var response = Http.get(url + "/simulator/ledger?orderId=" + orderId);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return StreamSupport.stream(Http.json(response).get("entries").spliterator(), false)
        .map(Entry::of)
        .toList();
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

  static BigDecimal balance(List<Entry> entries) {
    return entries.stream().map(Entry::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
