package io.orderflow.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** In token mode the console is the operators'. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConsoleAccessTest extends SecuredApplication {

  private static final String OPERATOR = ISSUER.token("olga", "orders:operate");

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
