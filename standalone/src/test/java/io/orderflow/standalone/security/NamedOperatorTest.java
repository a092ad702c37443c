package io.orderflow.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What an operator does to many orders at once is in the timeline of each, under their name. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NamedOperatorTest extends SecuredApplication {

  private static final String BULK = "/api/v1/admin/bulk-operations";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void a_bulk_operation_acts_under_the_name_of_who_confirmed_it() {
    String preparing = ISSUER.token("olga", "orders:operate");
    String confirming = ISSUER.token("otto", "orders:operate");
    String order = placed(ISSUER.token("zoe", "orders:write orders:read"), null);
    await()
        .atMost(PATIENCE)
        .until(() -> get("/api/v1/orders/" + order, preparing).statusCode() == 200);
    String body =
        """
        {"action":"cancel","filter":{"customerId":"zoe"},"note":"as agreed by phone"}""";

    var previewed = send("POST", BULK, preparing, body, "Idempotency-Key", "the-same");
    var ofAnother = send("POST", BULK, confirming, body, "Idempotency-Key", "the-same");
    String operation = previewed.headers().firstValue("Location").orElseThrow();
    assertThat(ofAnother.headers().firstValue("Location"))
        .isPresent()
        .isNotEqualTo(previewed.headers().firstValue("Location"));
    assertThat(json(previewed).path("createdBy").asString()).isEqualTo("olga");
    send("POST", operation + "/confirmation", confirming, "{\"count\":1}");
    await()
        .atMost(PATIENCE)
        .until(() -> json(get(operation, preparing)).path("state").asString().equals("DONE"));

    assertThat(json(get(operation, preparing)).path("confirmedBy").asString()).isEqualTo("otto");
    var timeline = json(get("/api/v1/orders/" + order + "/timeline", preparing));
    var cancelled =
        StreamSupport.stream(timeline.path("entries").spliterator(), false)
            .filter(entry -> entry.path("type").asString().equals("cancellation-started"))
            .findFirst()
            .orElseThrow();
    assertThat(cancelled.at("/actor/kind").asString()).isEqualTo("OPERATOR");
    assertThat(cancelled.at("/actor/name").asString()).isEqualTo("otto");
    assertThat(cancelled.path("text").asString()).contains("as agreed by phone");
  }
}
