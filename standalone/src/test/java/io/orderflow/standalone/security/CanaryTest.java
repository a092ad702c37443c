package io.orderflow.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** Secrets and people are in neither logs nor measurements, whatever goes wrong. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CanaryTest extends SecuredApplication {

  private static final String PERSON = "Canary Birdsong";
  private static final String STREET = "Cage Street 77b";
  private static final String REFERENCE = "canary-reference-4711";
  private static final String KEY = "canary-key-" + UUID.randomUUID();
  private static final String CUSTOMER = "canary-customer-0815";
  private static final String PAYMENT = "pm_canary_9922";
  private static final String TOKEN =
      ISSUER.token(CUSTOMER, "orders:write orders:read canary-scope");

  private static final String ORDER =
      """
      {"items": [{"sku": "mouse", "quantity": 1}], "paymentMethod": "%s", "reference": "%s",
       "shippingAddress": {"recipient": "%s", "street": "%s", "postalCode": "10115",
       "city": "Berlin", "country": "DE"}}
      """
          .formatted(PAYMENT, REFERENCE, PERSON, STREET);

  @Autowired JdbcTemplate jdbc;

  @Test
  void secrets_and_personal_data_are_not_logged(CapturedOutput output) {
    assertThat(place(TOKEN, ORDER)).isIn(200, 201);
    assertThat(place(TOKEN, ORDER.replace("10115", "1" + "0".repeat(50)))).isEqualTo(422);
    assertThat(place(TOKEN, ORDER.replace("}", ""))).isEqualTo(400);
    assertThat(place(TOKEN, ORDER.replace("reference", "refer\u0000nce"))).isEqualTo(400);
    assertThat(place(TOKEN, ORDER.replace("mouse", "no-such-" + REFERENCE))).isEqualTo(422);
    assertThat(place(TOKEN + "x", ORDER)).isEqualTo(401);
    assertThat(place("canary-token-of-no-form", ORDER)).isEqualTo(401);
    assertThat(callBack("Orderflow-Signature", "t=1,v1=" + CALLBACK_SECRET)).isEqualTo(401);
    assertThat(get("/api/v1/orders/" + REFERENCE + "?q=" + KEY, TOKEN).statusCode()).isEqualTo(404);
    provokeAnErrorInside();

    await().untilAsserted(() -> assertThat(output.getAll()).contains("POST /api/v1/orders"));
    var metrics = sendTo(managementPort, "GET", "/actuator/prometheus", null, null).body();
    assertThat(metrics).contains("http_server_requests");
    for (var canary : canaries()) {
      assertThat(output.getAll()).as("the log").doesNotContainIgnoringCase(canary);
      assertThat(metrics).as("the measurements").doesNotContainIgnoringCase(canary);
    }
  }

  /** The address finds no place, and the database says so in its own words. */
  private void provokeAnErrorInside() {
    jdbc.execute(
        "alter table ordering.shipping_address add constraint planted check (country <> 'DE')"
            + " not valid");
    try {
      assertThat(
              send("POST", "/api/v1/orders", TOKEN, ORDER, "Idempotency-Key", KEY + "-2")
                  .statusCode())
          .isGreaterThanOrEqualTo(500);
    } finally {
      jdbc.execute("alter table ordering.shipping_address drop constraint planted");
    }
  }

  private static List<String> canaries() {
    return List.of(
        PERSON,
        STREET,
        REFERENCE,
        KEY,
        CUSTOMER,
        PAYMENT,
        CALLBACK_SECRET,
        "canary-scope",
        "canary-token-of-no-form",
        TOKEN.substring(TOKEN.lastIndexOf('.') + 1),
        TOKEN.substring(TOKEN.indexOf('.') + 1, TOKEN.lastIndexOf('.')));
  }

  private int place(String token, String body) {
    return send("POST", "/api/v1/orders", token, body, "Idempotency-Key", KEY).statusCode();
  }

  private int callBack(String header, String value) {
    return send("POST", "/api/v1/callbacks/payments", null, "{}", header, value).statusCode();
  }
}
