package io.orderflow.web.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrafficClassifierTest {

  private static final TrafficClassifier TRAFFIC =
      new TrafficClassifier(
          List.of(
              new TrafficRule("/api/v1/callbacks/", TrafficClass.CALLBACKS),
              new TrafficRule("/api/v1/admin/", TrafficClass.OPERATORS),
              new TrafficRule("/docs", TrafficClass.DOCUMENTS)));

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/orders, COMMANDS",
    "GET, /api/v1/orders/1, READS",
    "HEAD, /api/v1/products, READS",
    "PUT, /api/v1/products/mouse, COMMANDS",
    "POST, /api/v1/callbacks/payments, CALLBACKS",
    "GET, /api/v1/admin/processors, OPERATORS",
    "POST, /api/v1/admin/orders/1/retry, OPERATORS",
    "GET, /docs, DOCUMENTS",
    "GET, /docs/index.html, DOCUMENTS",
  })
  void the_first_matching_rule_decides_then_the_method(
      String method, String path, TrafficClass trafficClass) {
    assertThat(TRAFFIC.of(new MockHttpServletRequest(method, path))).contains(trafficClass);
  }

  @Test
  void health_checks_are_always_admitted() {
    assertThat(TRAFFIC.of(new MockHttpServletRequest("GET", "/health"))).isEmpty();
  }
}
