package io.orderflow.web.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrafficClassTest {

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
    "GET, /api/v1/openapi.yaml, DOCUMENTS",
  })
  void each_request_has_a_lane_which_no_other_kind_can_fill(
      String method, String path, TrafficClass trafficClass) {
    assertThat(TrafficClass.of(new MockHttpServletRequest(method, path))).contains(trafficClass);
  }

  @Test
  void whoever_asks_how_we_are_needs_no_place() {
    assertThat(TrafficClass.of(new MockHttpServletRequest("GET", "/health"))).isEmpty();
  }
}
