package io.orderflow.standalone.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.web.security.TestProvider;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People log in to the console with a browser, at an OpenID provider. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LoginTest extends SecuredApplication {

  private static final String SESSION = "orderflow-session";

  @Test
  void a_page_leads_to_the_login_and_the_login_back_to_the_page() {
    new Browser(port).logIn("/console", "olga"); // the first login takes longest
    var browser = new Browser(port);
    var form = browser.open("/console/orders?status=CREATED");
    assertThat(browser.at().toString()).startsWith(PROVIDER.name() + "/login");

    var page = browser.send(form, "/login", "username", "olga", "password", TestProvider.PASSWORD);
    assertThat(browser.at()).hasToString(SITE + "/console/orders?status=CREATED");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<h1>Orders</h1>", ">olga</span>", "Log out");
    assertThat(browser.cookies().keySet()).containsExactly(SESSION);
  }

  /** The login's address has the page's, in which most characters take three times their place. */
  @ParameterizedTest
  @CsvSource({"%C3%A4, 300", "/, 900", "=, 700"})
  void a_page_with_a_very_long_address_leads_to_the_login_and_the_login_to_the_console(
      String part, int times) {
    var browser = new Browser(port);
    var page = browser.logIn("/console/orders?q=" + part.repeat(times), "olga");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(browser.at()).hasToString(SITE + "/console");
  }

  @Test
  void the_longest_address_to_which_a_login_leads_back_fits_into_a_redirect() {
    var address = "/console/orders?q=" + "%C3%A4".repeat(160);
    var browser = new Browser(port);
    browser.logIn(address, "olga");
    assertThat(browser.at()).hasToString(SITE + address);
  }

  @Test
  void the_login_asks_with_pkce_a_nonce_and_a_state() {
    new Browser(port).logIn("/console", "olga"); // by then the provider is known
    var browser = new Browser(port);
    var begun = browser.look("/console/login");
    assertThat(begun.statusCode()).isEqualTo(302);
    assertThat(begun.headers().firstValue("Location").orElseThrow())
        .startsWith(PROVIDER.name() + "/oauth2/authorize?response_type=code")
        .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "state=")
        .contains("redirect_uri=" + SITE + "/console/login/answer")
        .contains("scope=openid%20orders:operate");
    assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("orderflow-login-")
        .contains("Path=/console/login", "Max-Age=600", "Secure", "HttpOnly", "SameSite=Lax");
  }

  @Test
  void no_script_and_no_other_site_gets_the_cookie() {
    var browser = new Browser(port);
    browser.logIn("/console", "olga");
    assertThat(browser.set())
        .filteredOn(cookie -> cookie.startsWith(SESSION))
        .singleElement()
        .asString()
        .contains("Path=/console;", "Secure", "HttpOnly", "SameSite=Lax")
        .doesNotContain("Domain", "olga");
  }

  @Test
  void the_scopes_of_the_login_decide_what_is_shown_and_allowed() {
    var operator = new Browser(port).logIn("/console", "olga");
    assertThat(operator.statusCode()).isEqualTo(200);
    assertThat(operator.body()).doesNotContain("Place a demo order");

    var placing = new Browser(port);
    var board = placing.logIn("/console", "otto");
    assertThat(board.body()).contains("Place a demo order");
    var order = placing.send(board, "/console/demo-orders", "scenario", "DECLINED");
    assertThat(order.statusCode()).isEqualTo(200);
    assertThat(placing.at().toString()).contains("/console/orders/", "?done=placed");

    var customer = new Browser(port);
    var refusal = customer.logIn("/console/orders", "alice");
    assertThat(refusal.statusCode()).isEqualTo(403);
    assertThat(refusal.body())
        .contains("Your login lacks the scope orders:operate.", ">alice</span>", "Log out");
    assertThat(customer.send(refusal, "/console/demo-orders", "scenario", "DECLINED").statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_form_without_the_token_of_the_login_changes_nothing() {
    var order = shown(ALICE);
    var browser = new Browser(port);
    browser.logIn("/console", "olga");
    var cancel = "/console/orders/" + order + "/cancel";

    for (var forged : new String[] {"", "made-up"}) {
      var refused = browser.sendBare(cancel, Map.of("key", "cancel", "_csrf", forged));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("<html lang=\"en\">", "nothing was done");
    }
    var other = new Browser(port).logIn("/console", "otto");
    assertThat(browser.send(other, cancel, "key", "cancel").statusCode()).isEqualTo(403);
    assertThat(browser.open("/console/orders/" + order).body()).contains("/cancel\"");

    var page = browser.open("/console/orders/" + order);
    assertThat(browser.send(page, cancel, "key", "cancel").statusCode()).isEqualTo(200);
    await()
        .untilAsserted(
            () ->
                assertThat(browser.open("/console/orders/" + order).body())
                    .contains("operator olga"));
  }

  @Test
  void a_script_of_a_page_sends_the_token_in_a_header() {
    var page = new Browser(port).logIn("/console", "olga").body();
    assertThat(page).containsPattern("hx-headers=\"\\{&quot;X-CSRF-TOKEN&quot;:&quot;[\\w-]{40,}");
  }

  @Test
  void the_api_takes_no_cookie() {
    var browser = new Browser(port);
    browser.logIn("/console", "olga");
    for (var path :
        new String[] {"/api/v1/orders", "/api/v1/orders/stream", "/api/v1/admin/processors"}) {
      assertThat(browser.look(path).statusCode()).as(path).isEqualTo(401);
    }
    var form = Map.of("_csrf", "x");
    assertThat(browser.sendBare("/api/v1/orders", form).statusCode()).isEqualTo(401);
  }

  @Test
  void live_pages_have_streams_that_take_the_login() {
    var order = shown(ALICE);
    var browser = new Browser(port);
    var page = browser.logIn("/console/orders/" + order, "olga");
    var stream = "/console/orders/" + order + "/stream";
    assertThat(page.body()).contains("sse-connect=\"" + stream).doesNotContain("\"/api/v1/");
    var events = sendTo(port, "GET", stream, null, null, "Cookie", cookie(browser));
    assertThat(events.statusCode()).isEqualTo(200);
    assertThat(events.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(sendTo(port, "GET", stream, null, null).statusCode()).isEqualTo(401);
  }

  @Test
  void a_login_that_has_ended_leads_to_another_one_and_its_forms_change_nothing() {
    var order = shown(ALICE);
    var browser = new Browser(port);
    browser.keep(SESSION, TestProvider.endedSession("olga", SITE));

    var cancel = "/console/orders/" + order + "/cancel";
    var refused = browser.sendBare(cancel, Map.of("key", "cancel", "_csrf", "token"));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("<html lang=\"en\">", "You are not logged in");

    var page = browser.logIn("/console/orders/" + order, "olga");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("/cancel\"");
  }

  @Test
  void a_changed_cookie_is_no_login() {
    var browser = new Browser(port);
    browser.logIn("/console", "olga");
    var session = cookie(browser);
    int middle = session.length() / 2;
    var changed =
        session.substring(0, middle)
            + (session.charAt(middle) == 'A' ? 'B' : 'A')
            + session.substring(middle + 1);
    for (var cookie :
        new String[] {
          changed, SESSION + "=", SESSION + "=a.b.c.d.e", String.join("=", SESSION, "e30.a.b.c.d")
        }) {
      assertThat(sendTo(port, "GET", "/console", null, null, "Cookie", cookie).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void logging_out_ends_the_login_at_the_provider_too() {
    var browser = new Browser(port);
    var page = browser.logIn("/console", "olga");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("form-action 'self' " + PROVIDER.name() + ";");

    assertThat(browser.sendBare("/console/logout", Map.of()).statusCode()).isEqualTo(403);
    assertThat(browser.cookies()).containsKey(SESSION);

    var after = browser.send(page, SITE + "/console/logout");
    assertThat(browser.at()).hasToString(SITE + "/console/logged-out");
    assertThat(after.body()).contains("<h1>You are logged out</h1>");
    assertThat(browser.cookies()).isEmpty();
    browser.open("/console");
    assertThat(browser.at().toString()).startsWith(PROVIDER.name() + "/login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/console",
        "//evil.example/console",
        "/\\evil.example",
        "/console@evil.example",
        "/console.evil.example",
        "/console/\\evil.example",
        "/console/%0d%0aLocation:%20https://evil.example",
        "javascript:alert(1)",
        ""
      })
  void a_link_to_the_login_leads_nowhere_else_than_to_the_console(String elsewhere) {
    var browser = new Browser(port);
    var encoded = URLEncoder.encode(elsewhere, UTF_8);
    var page = browser.logIn("/console/login?to=" + encoded, "olga");
    assertThat(browser.at().toString()).startsWith(SITE + "/console");
    assertThat(page.headers().firstValue("Location")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?code=stolen&state=made-up-state-of-some-length",
        "?code=stolen",
        "?error=access_denied&state=made-up-state-of-some-length",
        "?state=%00%0a",
        ""
      })
  void an_answer_to_no_login_of_this_browser_is_refused_by_a_page(String answer) {
    var browser = new Browser(port);
    var refused = browser.look("/console/login/answer" + answer);
    assertThat(refused.statusCode()).isIn(302, 401);
    if (refused.statusCode() == 401) {
      assertThat(refused.body()).contains("<html lang=\"en\">").doesNotContain("stolen");
    }
    assertThat(browser.cookies()).doesNotContainKey(SESSION);
  }

  @Test
  void a_token_counts_more_than_a_login() {
    var browser = new Browser(port);
    browser.logIn("/console", "olga");
    HttpResponse<String> answer =
        send("GET", "/console", ALICE, null, "Cookie", cookie(browser), "Accept", "text/html");
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  private static String cookie(Browser browser) {
    return SESSION + "=" + browser.cookies().get(SESSION);
  }
}
