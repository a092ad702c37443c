package io.orderflow.benchmark;

import java.io.IOException;
import java.util.List;

/** What is measured: it takes orders, and each of its processes says what it has cost. */
interface SystemUnderTest {

  /** Among how many products orders spread: {@code sku-0} to {@code sku-199}. */
  int SKUS = 200;

  /** Where orders are placed, in turn. */
  List<HttpConnections> http();

  OrderEnds orderEnds();

  ProcessCpu cpu();

  /** For the heading of the table. */
  String describe();

  /** All {@link #SKUS}, with more stock than is ever ordered. */
  default void fillCatalog() throws IOException {
    fillCatalog(http().getFirst());
  }

  static void fillCatalog(HttpConnections http) throws IOException {
    for (int number = 0; number < SKUS; number++) {
      String product =
          """
          {"name": "Product %d", "unitPrice": {"amount": "10.00", "currency": "EUR"}, \
          "stock": 1000000}"""
              .formatted(number);
      var answer = http.send("PUT", "/api/v1/products/sku-" + number, "sku-" + number, product);
      if (answer.status() / 100 != 2) {
        throw new IllegalStateException(answer.toString());
      }
    }
  }
}
