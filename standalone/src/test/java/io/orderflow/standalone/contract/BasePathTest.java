package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Behind a gateway that has every path under a prefix of its own. */
@TestPropertySource(properties = "orderflow.http.base-path=/shop/v2")
class BasePathTest extends StandaloneTest {

  @Test
  void location_has_the_prefix() throws IOException {
    var placed =
        send(
            "POST",
            "/api/v1/orders",
            """
            {"customerId":"c","items":[{"sku":"mouse","quantity":1}],"paymentMethod":"pm_card_ok"}\
            """);
    assertThat(placed.headers("Location").getFirst()).startsWith("/shop/v2/api/v1/orders/");

    var added =
        send(
            "PUT",
            "/api/v1/products/lamp",
            """
            {"name":"Lamp","unitPrice":{"amount":"1.00","currency":"EUR"}}""");
    assertThat(added.headers("Location")).containsExactly("/shop/v2/api/v1/products/lamp");

    var replay = send("POST", "/api/v1/admin/processors/order-views/replays", "");
    assertThat(replay.headers("Location").getFirst())
        .startsWith("/shop/v2/api/v1/admin/processors/order-views/replays/");
  }

  @Test
  void link_has_the_prefix_whatever_headers_a_client_sends() throws IOException {
    var call =
        new Call("GET", "/api/v1/products?limit=1")
            .header("X-Forwarded-Prefix", "/forged")
            .header("X-Forwarded-Host", "forged.example");
    assertThat(exchange(call).headers("Link").getFirst())
        .startsWith("</shop/v2/api/v1/products?limit=1&cursor=");
  }

  @Test
  void a_redirect_stays_under_the_prefix() throws IOException {
    var answer = exchange(new Call("GET", "/docs/"));
    assertThat(answer.headers("Location")).containsExactly("/shop/v2/docs");
  }

  @Test
  void every_link_of_the_console_has_the_prefix() throws IOException {
    for (var page : new String[] {"/console", "/console/orders", "/console/nothing"}) {
      assertThat(exchange(new Call("GET", page).header("Accept", "text/html")).body())
          .contains("href=\"/shop/v2/console/orders\"", "src=\"/shop/v2/console/assets/")
          .doesNotContainPattern("(?:href|src|action|hx-get|sse-connect)=\"/(?!shop/v2/)");
    }
    var searched = new Call("GET", "/console/orders?q=cup&status=").header("HX-Request", "true");
    assertThat(exchange(searched).headers("HX-Push-Url"))
        .containsExactly("/shop/v2/console/orders?q=cup");
  }

  private Answer send(String method, String target, String body) throws IOException {
    var call = new Call(method, target).header("Content-Type", "application/json");
    call.body = body.getBytes(UTF_8);
    return exchange(call);
  }

  private Answer exchange(Call call) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.exchange(call.bytes(), false);
    }
  }
}
