package io.orderflow.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** In token mode the console is the operators'. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConsoleAccessTest extends SecuredApplication {

  private static final String LETTERS = "/console/processors/dead-letters";
  private static final String OPERATOR = ISSUER.token("olga", "orders:operate");

  @Autowired JdbcTemplate jdbc;

  @Test
  void an_operator_sees_every_order_and_is_named_in_what_they_did() {
    var order = shown(ALICE);
    var page = send("GET", "/console/orders/" + order, OPERATOR, null, "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("/cancel\"");

    var path = "/console/orders/" + order + "/cancel";
    var form = "application/x-www-form-urlencoded";
    var answer = sendTo(port, "POST", path, OPERATOR, null, "Content-Type", form);
    assertThat(answer.statusCode()).isEqualTo(303);
    await()
        .untilAsserted(
            () ->
                assertThat(send("GET", "/console/orders/" + order, OPERATOR, null).body())
                    .contains("operator olga"));
  }

  @Test
  void an_address_is_shown_to_operators_on_the_page_of_its_order_and_to_no_one_else() {
    var body =
        """
        {"items": [{"sku": "mouse", "quantity": 1}], "paymentMethod": "pm", "shippingAddress":
          {"recipient": "Rosalind Arden", "street": "4 Forest Lane", "postalCode": "CV37 6QB",
           "city": "Stratford", "country": "GB"}}""";
    var order = json(send("POST", "/api/v1/orders", ALICE, body)).path("orderId").asString();
    var page = "/console/orders/" + order;
    await()
        .untilAsserted(
            () ->
                assertThat(send("GET", page, OPERATOR, null, "Accept", "text/html").body())
                    .contains("Rosalind Arden", "4 Forest Lane", "CV37 6QB Stratford"));

    var account = ISSUER.token("shop", "orders:read orders:write:any");
    for (var caller : new String[] {ALICE, account}) {
      var refused = send("GET", page, caller, null, "Accept", "text/html");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).doesNotContain("Rosalind", "Forest Lane");
    }
    var list = "/console/orders?q=Rosalind";
    for (var path : new String[] {page + "/events", list, "/api/v1/orders/" + order}) {
      assertThat(send("GET", path, OPERATOR, null).body())
          .as(path)
          .doesNotContain("Rosalind Arden", "Forest Lane");
    }
  }

  @Test
  void who_has_settled_a_dead_letter_is_kept_with_the_note_and_shown() {
    var retried = stopped();
    post(letter(retried) + "/retry", "");
    var discarded = stopped();
    post(letter(discarded) + "/discard", "note=it+is+lost");
    var called = stopped();
    var path = "/api/v1/admin/dead-letters/order-views:" + called + "/retry";
    assertThat(send("POST", path, ISSUER.token("mia", "orders:operate"), null).statusCode())
        .isEqualTo(200);

    assertThat(send("GET", LETTERS, OPERATOR, null, "Accept", "text/html").body())
        .containsSubsequence(
            "Settled last", called, "handled by a retry, mia", "discarded, olga", "it is lost")
        .containsSubsequence(discarded, retried, "handled by a retry, olga");
  }

  /** An order that has a dead letter of its first event. */
  private String stopped() {
    var order = shown(ALICE);
    jdbc.update(
        """
        insert into views.dead_letter
          (processor_name, aggregate_id, first_sequence, last_sequence, event_type, reason, tries,
            parked_at, trace)
        values ('order-views', ?, 0, 0, 'order.created', 'a test', 3, now(), 'trace')""",
        order);
    return order;
  }

  private static String letter(String order) {
    return LETTERS + "/order-views/" + order;
  }

  private void post(String path, String form) {
    var type = "application/x-www-form-urlencoded";
    var answer = sendTo(port, "POST", path, OPERATOR, form, "Content-Type", type);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  @Test
  void a_customer_is_refused_by_a_page_and_a_stranger_without_a_browser_by_a_problem() {
    var order = shown(ALICE);
    for (var path : new String[] {"/console", "/console/orders", "/console/orders/" + order}) {
      var customer = send("GET", path, ALICE, null, "Accept", "text/html");
      assertThat(customer.statusCode()).as(path).isEqualTo(403);
      assertThat(customer.body()).contains("<h1>The caller may not do this</h1>", "orders:operate");
      var stranger = send("GET", path, null, null);
      assertThat(stranger.statusCode()).as(path).isEqualTo(401);
      assertThat(stranger.headers().firstValue("WWW-Authenticate")).isPresent();
      assertThat(stranger.body()).doesNotContain(order);
    }
  }

  @Test
  void the_styles_of_a_page_that_refuses_are_open() {
    assertThat(get("/console/assets/console.css", null).statusCode()).isEqualTo(200);
    assertThat(get("/console/assets/webjars/htmx.org/dist/htmx.min.js", null).statusCode())
        .isEqualTo(200);
  }
}
