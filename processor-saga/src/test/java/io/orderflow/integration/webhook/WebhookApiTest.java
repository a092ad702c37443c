package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.integration.OrderStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The operators' API of webhooks. */
@ExtendWith(OutputCaptureExtension.class)
class WebhookApiTest extends RunningWebhooks {

  @Test
  void a_webhook_is_made_read_changed_and_deleted() {
    var made =
        send(
            "POST",
            WEBHOOKS,
            "{\"url\":\"https://hooks.example.com/in\",\"description\":\" Our shop \","
                + "\"eventTypes\":[\"io.orderflow.order.paid.v1\",\"io.orderflow.order.paid.v1\"],"
                + "\"labels\":{\"channel\":\"web\"}}");

    assertThat(made.status()).isEqualTo(201);
    var at = made.whole().headers().firstValue("Location").orElseThrow();
    assertThat(at).isEqualTo(WEBHOOKS + "/" + made.body().path("id").asString());
    assertThat(made.body().path("secret").asString()).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(made.whole().headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    var read = get(at);
    assertThat(read.body().has("secret")).as("shown once").isFalse();
    assertThat(read.body().path("description").asString()).isEqualTo("Our shop");
    assertThat(read.body().path("eventTypes").toString())
        .isEqualTo("[\"io.orderflow.order.paid.v1\"]");
    assertThat(read.body().path("labels").path("channel").asString()).isEqualTo("web");
    assertThat(read.body().path("state").asString()).isEqualTo("ENABLED");
    assertThat(read.tag()).isEqualTo(made.tag());
    assertThat(get(at, "If-None-Match", read.tag()).status()).isEqualTo(304);

    var changed =
        send("PUT", at, "{\"url\":\"https://hooks.example.com/2\"}", "If-Match", read.tag());
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().path("url").asString()).isEqualTo("https://hooks.example.com/2");
    assertThat(changed.body().has("eventTypes")).isFalse();
    assertThat(changed.tag()).isNotEqualTo(read.tag());
    for (var stale :
        List.of(
            send("PUT", at, "{\"url\":\"https://a.example.com\"}", "If-Match", read.tag()),
            send("POST", at + "/disable", null, "If-Match", read.tag()),
            send("POST", at + "/secret/rotate", null, "If-Match", read.tag()),
            send("DELETE", at, null, "If-Match", read.tag()))) {
      assertThat(stale.status()).as(stale.toString()).isEqualTo(412);
      assertThat(stale.tag()).isEqualTo(changed.tag());
    }
    assertThat(get(at).body()).isEqualTo(changed.body());

    assertThat(send("POST", at + "/enable", null, "If-Match", read.tag()).tag())
        .as("it is enabled, so nothing is changed")
        .isEqualTo(changed.tag());

    assertThat(send("DELETE", at, null, "If-Match", changed.tag()).status()).isEqualTo(204);
    assertThat(send("DELETE", at, null).status()).isEqualTo(204);
    assertThat(get(at).code()).isEqualTo("WEBHOOK_NOT_FOUND");
  }

  /** Whatever operators do to it, and whatever becomes of its deliveries. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void equal_tags_mean_equal_bytes(long seed) {
    var hook = create("/hook");
    var random = new Random(seed);
    var bodies = new HashMap<String, String>();
    for (int step = 0; step < 60; step++) {
      change(hook, random);
      for (int reads = 0; reads < 3; reads++) { // deliveries go on meanwhile
        var read = get(hook.at());
        String body = read.whole().body();
        assertThat(bodies.computeIfAbsent(read.tag(), _ -> body))
            .as("seed %d, step %d, %s", seed, step, read.tag())
            .isEqualTo(body);
      }
    }
    assertThat(bodies).hasSizeGreaterThan(10);
  }

  private void change(Webhook hook, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> {
        String word = "\"description\":\"" + random.nextInt(3) + "\"";
        send("PUT", hook.at(), "{\"url\":\"" + receiver.url("/hook") + "\"," + word + "}");
      }
      case 1 -> post(hook.at() + "/enable");
      case 2 -> post(hook.at() + "/disable");
      case 3 -> post(hook.at() + "/secret/rotate");
      case 4 -> post(hook.at() + "/test");
      case 5 -> receiver.answer("/hook", List.of(500, 503, 410).get(random.nextInt(3)));
      case 6 -> receiver.answer("/hook", 204);
      default -> order().advance(1 + random.nextInt(OrderStream.WHOLE));
    }
  }

  @Test
  void every_wrong_field_is_named() {
    var answer =
        send(
            "POST",
            WEBHOOKS,
            "{\"url\":\"http://169.254.169.254/latest\",\"description\":\"\","
                + "\"eventTypes\":[\"order.paid\",null],\"labels\":{\"No\":\"x\",\"ok\":null}}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("errors").findValuesAsString("pointer"))
        .containsExactly(
            "/url", "/description", "/eventTypes/0", "/eventTypes/1", "/labels/No", "/labels/ok");
    assertThat(send("POST", WEBHOOKS, "{}").body().path("errors").findValuesAsString("pointer"))
        .containsExactly("/url");
    assertThat(send("POST", WEBHOOKS, "{\"url\":\"https://a.example\",\"eventTypes\":[]}").status())
        .isEqualTo(422);
  }

  @Test
  void what_does_not_exist_is_not_found() {
    for (var answer :
        List.of(
            get(WEBHOOKS + "/999999999"),
            get(WEBHOOKS + "/one"),
            get(WEBHOOKS + "/9999999999999999999"),
            send("PUT", WEBHOOKS + "/999999999", "{\"url\":\"https://a.example.com\"}"),
            post(WEBHOOKS + "/999999999/test"),
            post(WEBHOOKS + "/999999999/enable"),
            post(WEBHOOKS + "/999999999/disable"),
            post(WEBHOOKS + "/999999999/secret/rotate"),
            get(WEBHOOKS + "/999999999/deliveries"),
            post(WEBHOOKS + "/999999999/deliveries/1/redeliver"),
            send("POST", WEBHOOKS + "/999999999/redeliver", "{\"failed\":true}"))) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
      assertThat(answer.code()).isEqualTo("WEBHOOK_NOT_FOUND");
    }
    var hook = create("/hook");
    for (var id : List.of("1234567", "x")) {
      assertThat(post(hook.at() + "/deliveries/" + id + "/redeliver").code())
          .isEqualTo("DELIVERY_NOT_FOUND");
    }
  }

  @Test
  void pages_of_webhooks_show_each_once() {
    var made = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      made.add(create("/" + i).id());
    }
    var seen = new ArrayList<String>();
    var page = get(WEBHOOKS + "?limit=2");
    while (true) {
      seen.addAll(page.body().path("items").findValuesAsString("id"));
      var link = page.whole().headers().firstValue("Link");
      assertThat(page.body().has("nextCursor")).isEqualTo(link.isPresent());
      if (link.isEmpty()) {
        break;
      }
      page = get(link.get().replaceAll("<(.*)>; rel=\"next\"", "$1"));
    }
    assertThat(seen).isEqualTo(made);
    assertThat(get(WEBHOOKS + "?limit=0").status()).isEqualTo(422);
    assertThat(get(WEBHOOKS + "?limit=201").status()).isEqualTo(422);
    assertThat(get(WEBHOOKS + "?cursor=!").status()).isEqualTo(400);
  }

  @Test
  void a_test_sends_a_signed_event_now_and_tells_what_came_back() {
    receiver.answer("/hook", Receiver.Answer.status(418, "no coffee"));
    var hook = create("/hook");
    var tested = post(hook.at() + "/test");

    assertThat(tested.status()).isEqualTo(200);
    assertThat(tested.body().path("delivered").asBoolean()).isFalse();
    assertThat(tested.body().path("status").asInt()).isEqualTo(418);
    assertThat(tested.body().path("answer").asString()).isEqualTo("no coffee");
    var request = receiver.at("/hook").getFirst();
    assertThat(StandardWebhooks.isGenuine(hook.secret(), request)).isTrue();
    assertThat(request.body())
        .contains("\"type\":\"io.orderflow.webhook.test.v1\"")
        .contains("\"data\":{\"webhook\":\"" + hook.id() + "\"}");
    assertThat(get(hook.at() + "/deliveries").body().path("items")).isEmpty();

    var nowhere = send("POST", WEBHOOKS, "{\"url\":\"http://localhost:" + receiver.port() + "/\"}");
    jdbc.update(
        "update webhooks.endpoint set url = 'http://127.0.0.1:81/' where id = " + hook.id());
    assertThat(post(hook.at() + "/test").body().path("error").asString())
        .isEqualTo("not sent: the URL must not have the port 81");
    receiver.close();
    var failed = post(WEBHOOKS + "/" + nowhere.body().path("id").asString() + "/test");
    assertThat(failed.body().path("delivered").asBoolean()).isFalse();
    assertThat(failed.body().has("status")).isFalse();
    assertThat(failed.body().path("error").asString()).isNotBlank();
  }

  @Test
  void the_log_shows_deliveries_the_newest_first_page_by_page_and_by_state() {
    var hook = create("/hook");
    var order = order().advance(OrderStream.WHOLE);
    await()
        .until(
            () ->
                get(hook.at() + "/deliveries?state=DELIVERED").body().path("items").size()
                    == OrderStream.WHOLE);

    var seen = new ArrayList<String>();
    var next = hook.at() + "/deliveries?limit=4&state=DELIVERED";
    while (!next.isEmpty()) {
      var page = get(next);
      seen.addAll(page.body().path("items").findValuesAsString("eventId"));
      next =
          page.whole()
              .headers()
              .firstValue("Link")
              .map(link -> link.replaceAll("<(.*)>; rel=\"next\"", "$1"))
              .orElse("");
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(order.eventIds());
    var first = get(hook.at() + "/deliveries?limit=1").body().path("items").path(0);
    assertThat(first.path("orderId").asString()).isEqualTo(order.id().toString());
    assertThat(first.path("type").asString()).startsWith("io.orderflow.order.");
    assertThat(first.has("dueAt")).isFalse();
    assertThat(first.path("attempts").path(0).path("status").asInt()).isEqualTo(204);
    assertThat(first.path("attempts").path(0).path("milliseconds").asInt()).isNotNegative();
    assertThat(get(hook.at() + "/deliveries?state=FAILED").body().path("items")).isEmpty();
    assertThat(get(hook.at() + "/deliveries?state=LOST").status()).isEqualTo(422);
    assertThat(get(hook.at() + "/deliveries?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void a_delivery_is_repeated_on_demand_alone_or_with_all_of_a_time() {
    var hook = create("/hook");
    var order = order().advance(3);
    await().until(() -> delivered(hook) == 3);
    var one = get(hook.at() + "/deliveries?limit=1").body().path("items").path(0);

    var answer = post(hook.at() + "/deliveries/" + one.path("id").asString() + "/redeliver");

    assertThat(answer.status()).isEqualTo(202);
    await().until(() -> receiver.at("/hook").size() == 4);
    assertThat(receiver.idsAt("/hook").getLast()).isEqualTo(one.path("eventId").asString());
    await().until(() -> delivered(hook) == 3);

    var range = "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2999-01-01T00:00:00Z\"}";
    assertThat(send("POST", hook.at() + "/redeliver", range).toString())
        .isEqualTo("202 {\"count\":3}");
    await().until(() -> receiver.at("/hook").size() == 7);
    assertThat(receiver.idsAt("/hook").subList(4, 7))
        .containsExactlyInAnyOrderElementsOf(order.eventIds());
    assertThat(send("POST", hook.at() + "/redeliver", range.replace("2999", "2020")).toString())
        .isEqualTo("202 {\"count\":0}");
    for (var wrong :
        List.of(
            "{}", "{\"failed\":false}", "{\"from\":\"yesterday\"}", "{\"to\":\"2026-01-01\"}")) {
      assertThat(send("POST", hook.at() + "/redeliver", wrong).status()).as(wrong).isEqualTo(422);
    }
    post(hook.at() + "/disable");
    assertThat(send("POST", hook.at() + "/redeliver", range).code()).isEqualTo("WEBHOOK_DISABLED");
    assertThat(post(hook.at() + "/deliveries/" + one.path("id").asString() + "/redeliver").code())
        .isEqualTo("WEBHOOK_DISABLED");
  }

  @Test
  void no_secret_is_in_the_database_or_in_the_log(CapturedOutput output) {
    var hook = create("/hook");
    var rotated = post(hook.at() + "/secret/rotate").body().path("secret").asString();
    order().advance(1);
    await().until(() -> receiver.at("/hook").size() == 1);

    assertThat(rotated).isNotEqualTo(hook.secret());
    var rows =
        String.join(
            "",
            jdbc.query(
                "select secret, earlier_secret, endpoint::text as others from webhooks.endpoint",
                (row, _) ->
                    new String(row.getBytes("secret"), ISO_8859_1)
                        + new String(row.getBytes("earlier_secret"), ISO_8859_1)
                        + row.getString("others")));
    for (var secret : List.of(hook.secret(), rotated)) {
      var text = secret.substring("whsec_".length());
      assertThat(rows)
          .doesNotContain(text)
          .doesNotContain(new String(Base64.getDecoder().decode(text), ISO_8859_1));
      assertThat(output.getAll()).doesNotContain(text);
    }
  }

  @Test
  void with_another_key_than_that_of_the_stored_secrets_it_does_not_start(CapturedOutput output) {
    create("/hook");
    var otherKey = TestSettings.KEY.replace("MDEy", "MDEz");
    var other =
        new SpringApplicationBuilder(WebhookApplication.class)
            .properties(
                "spring.datasource.url=" + DATABASE,
                "spring.datasource.username=postgres",
                "server.port=0",
                "orderflow.integration.webhooks.enabled=true",
                "orderflow.integration.webhooks.encryption-key=" + otherKey);

    assertThatThrownBy(other::run)
        .rootCause()
        .isInstanceOfSatisfying(
            InvalidConfigurationPropertyValueException.class,
            wrong -> {
              assertThat(wrong.getName()).contains("webhooks.encryption-key");
              assertThat(wrong.getReason()).contains("were stored with another key");
            });
    assertThat(output.getAll())
        .contains("ORDERFLOW_INTEGRATION_WEBHOOKS_ENCRYPTIONKEY")
        .doesNotContain(otherKey);
  }

  private int delivered(Webhook hook) {
    return get(hook.at() + "/deliveries?state=DELIVERED").body().path("items").size();
  }
}
