package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.api.Labels;
import io.orderflow.integration.OrderStream;
import io.orderflow.integration.event.EventContract;
import io.orderflow.integration.webhook.WebhookEndpoint.Subscription;
import io.orderflow.process.RecordedLog;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The way of events from the event store to endpoints. */
class WebhookDeliveryTest extends RunningWebhooks {

  @RegisterExtension final RecordedLog log = new RecordedLog(EndpointVisit.class.getName());

  @RegisterExtension
  final RecordedLog schedulerLog = new RecordedLog("com.github.kagkarlsson.scheduler");

  @Autowired MeterRegistry meters;
  @Autowired WebhookScheduler scheduler;
  @Autowired WebhookDeliveries deliveries;
  @Autowired WebhookEndpoints endpoints;

  @Test
  void every_event_arrives_once_signed_and_as_a_cloud_event() {
    var all = create("/all");
    var order = order().advance(OrderStream.WHOLE);

    await().until(() -> receiver.at("/all").size() >= OrderStream.WHOLE);
    await().until(() -> waiting() == 0);
    assertThat(receiver.idsAt("/all")).containsExactlyInAnyOrderElementsOf(order.eventIds());
    assertThat(receiver.at("/all"))
        .allSatisfy(
            request -> {
              assertThat(StandardWebhooks.isGenuine(all.secret(), request)).isTrue();
              assertThat(EventContract.violations(request.body().getBytes(UTF_8))).isEmpty();
            });
  }

  @Test
  void an_endpoint_gets_the_types_and_the_orders_it_wants_and_nothing_else() {
    create("/paid", ",\"eventTypes\":[\"io.orderflow.order.paid.v1\"]");
    create("/vip", ",\"labels\":{\"vip\":\"yes\"}");
    create("/other", ",\"labels\":{\"vip\":\"no\"}");
    create("/all");
    var order = order().advance(OrderStream.WHOLE);

    await().until(() -> receiver.at("/all").size() == OrderStream.WHOLE);
    await().until(() -> receiver.at("/vip").size() == OrderStream.WHOLE);
    await().until(() -> receiver.at("/paid").size() == 1);
    assertThat(receiver.idsAt("/paid")).containsExactly(order.eventIds().get(2));
    assertThat(receiver.at("/other")).isEmpty();
  }

  @Test
  void events_that_are_published_again_are_not_delivered_again() {
    create("/all");
    order().advance(2);
    await().until(() -> receiver.at("/all").size() == 2);
    jdbc.update(
        "update integration.token_entry set token = null, token_type = null, owner = null"
            + " where processor_name = 'integration-webhooks'");
    var later = order().advance(1);

    await().until(() -> receiver.idsAt("/all").containsAll(later.eventIds()));
    await("all events again").until(() -> isAtTheNewest() && waiting() == 0);
    assertThat(receiver.idsAt("/all")).doesNotHaveDuplicates();
  }

  private boolean isAtTheNewest() {
    return count(
            """
            select count(*) from integration.token_entry
            where processor_name = 'integration-webhooks'
              and substring(convert_from(token, 'UTF8') from '"index" *: *([0-9]+)')::bigint
                >= (select max(global_index) from eventstore.domain_event_entry)""")
        == 1;
  }

  @Test
  void a_failed_attempt_is_repeated_under_the_same_id_until_it_succeeds() {
    var tries = new AtomicInteger();
    receiver.answer(
        "/hook",
        exchange ->
            Receiver.Answer.status(tries.incrementAndGet() < 3 ? 500 : 200, "attempt " + tries)
                .give(exchange));
    var hook = create("/hook");
    var order = order().advance(1);

    await().until(() -> receiver.at("/hook").size() == 3);
    await().until(() -> waiting() == 0);
    assertThat(receiver.idsAt("/hook")).containsOnly(order.eventIds().getFirst());
    var delivery = get(hook.at() + "/deliveries").body().path("items").path(0);
    assertThat(delivery.path("state").asString()).isEqualTo("DELIVERED");
    assertThat(delivery.path("attempts").findValuesAsString("status"))
        .containsExactly("500", "500", "200");
    assertThat(delivery.path("attempts").findValuesAsString("answer"))
        .containsExactly("attempt 1", "attempt 2", "attempt 3");
    await().until(() -> !get(hook.at()).body().has("failingSince"));
  }

  @Test
  void an_event_that_an_endpoint_refuses_does_not_hold_up_the_others() {
    var order = order();
    receiver.answer(
        "/hook",
        exchange ->
            Receiver.Answer.status(
                    exchange
                            .getRequestHeaders()
                            .getFirst("webhook-id")
                            .equals(order.eventIds().getFirst())
                        ? 422
                        : 200,
                    "")
                .give(exchange));
    create("/hook");
    order.advance(3);

    await().until(() -> Set.copyOf(receiver.idsAt("/hook")).containsAll(order.eventIds()));
    await().until(() -> waiting() == 1);
  }

  @Test
  void an_endpoint_that_is_gone_is_disabled_at_once_with_one_line_in_the_log() {
    receiver.answer("/hook", 410);
    var hook = create("/hook");
    order().advance(3);

    await().until(() -> state(hook).equals("DISABLED"));
    assertThat(get(hook.at()).body().path("disabledFor").asString()).isEqualTo("GONE");
    assertThat(receiver.at("/hook")).hasSize(1);
    awaitLine("Webhook " + hook.id() + " is disabled: it has answered 410 Gone");
    order().advance(1);
    var other = create("/other");
    var later = order().advance(1);
    await().until(() -> receiver.idsAt(other.path()).containsAll(later.eventIds()));
    assertThat(receiver.at("/hook")).hasSize(1);
  }

  @Test
  void an_endpoint_that_has_only_failed_for_three_days_is_disabled_and_its_event_given_up() {
    receiver.answer("/hook", 500);
    var hook = create("/hook");
    order().advance(1);
    await().until(() -> get(hook.at()).body().has("failingSince"));

    pause();
    jdbc.update("update webhooks.endpoint set failing_since = failing_since - interval '71 hours'");
    jdbc.update("update webhooks.delivery set begun_at = begun_at - interval '73 hours'");
    resume();

    await().until(() -> state(hook).equals("DISABLED"));
    assertThat(get(hook.at()).body().path("disabledFor").asString()).isEqualTo("FAILING");
    assertThat(get(hook.at() + "/deliveries?state=FAILED").body().path("items")).hasSize(1);
    awaitLine("Webhook " + hook.id() + " is disabled: all attempts since");

    receiver.answer("/hook", 200);
    int before = receiver.at("/hook").size();
    assertThat(post(hook.at() + "/enable").status()).isEqualTo(200);
    assertThat(send("POST", hook.at() + "/redeliver", "{\"failed\":true}").toString())
        .isEqualTo("202 {\"count\":1}");
    await().until(() -> receiver.at("/hook").size() == before + 1);
  }

  @Test
  void an_event_is_given_up_alone_where_others_succeed() {
    receiver.answer("/hook", 500);
    var hook = create("/hook");
    order().advance(1);
    await().until(() -> get(hook.at()).body().has("failingSince"));
    pause();
    jdbc.update("update webhooks.endpoint set failing_since = failing_since - interval '80 hours'");
    jdbc.update(
        "update webhooks.delivery set begun_at = begun_at - interval '73 hours',"
            + " due_at = now() + interval '1 hour'");
    receiver.answer("/hook", 200);
    var other = order().advance(1);
    await().until(() -> stored() == 2);
    resume();
    await().until(() -> receiver.idsAt("/hook").containsAll(other.eventIds()) && waiting() == 1);
    await().until(() -> !get(hook.at()).body().has("failingSince"));
    receiver.answer("/hook", 500);
    jdbc.update("update webhooks.delivery set due_at = now() where state = 'WAITING'");
    resume();

    await()
        .until(() -> get(hook.at() + "/deliveries?state=FAILED").body().path("items").size() == 1);
    assertThat(state(hook)).isEqualTo("ENABLED");
  }

  @Test
  void the_first_failure_after_a_time_without_events_disables_nothing() {
    receiver.answer("/hook", 500);
    var hook = create("/hook");
    jdbc.update("update webhooks.endpoint set failing_since = now() - interval '30 days'");
    order().advance(1);

    await().until(() -> receiver.at("/hook").size() >= 3);
    assertThat(state(hook)).isEqualTo("ENABLED");
  }

  @Test
  void an_endpoint_that_is_disabled_during_an_attempt_gets_no_other() {
    var hook = create("/hook");
    pause();
    order().advance(3);
    await().until(() -> stored() == 3);
    receiver.answer(
        "/hook",
        exchange -> {
          post(hook.at() + "/disable");
          Receiver.Answer.status(200, "").give(exchange);
        });
    resume();

    await().until(() -> waiting() == 2 && attemptsUnderWay() == 0);
    assertThat(receiver.at("/hook")).hasSize(1);
  }

  @Test
  void an_endpoint_that_answers_gets_events_of_several_orders_at_the_same_time() {
    create("/hook");
    pause();
    var orders = Stream.generate(() -> order().advance(1)).limit(10).toList();
    await().until(() -> stored() == orders.size());
    var begun = new AtomicInteger();
    var together = new CountDownLatch(2);
    receiver.answer(
        "/hook",
        exchange -> {
          if (begun.incrementAndGet() > 1) { // the first one is sent alone
            together.countDown();
            var _ = awaitForAWhile(together); // a round may be over before a second attempt begins
          }
          Receiver.Answer.status(200, "").give(exchange);
        });
    resume();

    await().until(() -> waiting() == 0);
    assertThat(together.getCount()).isZero();
    assertThat(receiver.idsAt("/hook"))
        .containsExactlyInAnyOrderElementsOf(
            orders.stream().flatMap(order -> order.eventIds().stream()).toList());
  }

  private static boolean awaitForAWhile(CountDownLatch latch) {
    try {
      return latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void a_failure_is_not_forgotten_for_what_succeeds_beside_it() {
    create("/hook");
    pause();
    var orders = Stream.generate(() -> order().advance(1)).limit(3).toList();
    await().until(() -> stored() == orders.size());
    var begun = new AtomicInteger();
    var beside = new CountDownLatch(1);
    var met = new AtomicBoolean();
    var refused = new CountDownLatch(1);
    var failingAtTheNextTry = new AtomicLong();
    receiver.answer(
        "/hook",
        exchange -> {
          switch (begun.incrementAndGet()) {
            case 1 -> Receiver.Answer.status(200, "").give(exchange);
            case 2 -> {
              met.set(awaitForAWhile(beside));
              Receiver.Answer.status(503, "", "Retry-After", "1").give(exchange);
              refused.countDown();
            }
            case 3 -> {
              beside.countDown();
              Receiver.await(refused);
              Receiver.Answer.status(200, "").give(exchange);
            }
            default -> {
              failingAtTheNextTry.set(
                  count(
                      "select count(*) from webhooks.endpoint where failing_since is not null"
                          + " and paused_until is not null"));
              Receiver.Answer.status(200, "").give(exchange);
            }
          }
        });
    resume();

    await().until(() -> waiting() == 0);
    assumeThat(met).as("the round was not over before the third began").isTrue();
    assertThat(begun).hasValue(4);
    assertThat(failingAtTheNextTry).hasValue(1);
  }

  @Test
  void another_url_is_called_at_once_whatever_became_of_the_old_one() {
    var hook = create("/old");
    pause();
    jdbc.update(
        "update webhooks.endpoint set unanswered = 7, failing_since = now() - interval '2 days'");
    var order = order().advance(1);
    await().until(() -> stored() == 1);
    var description = "{\"url\":\"%s\",\"description\":\"a\"}";
    send("PUT", hook.at(), description.formatted(receiver.url("/old")));
    assertThat(count("select count(*) from webhooks.endpoint where paused_until is not null"))
        .as("the URL is as it was")
        .isEqualTo(1);

    var changed = send("PUT", hook.at(), description.formatted(receiver.url("/new")));

    assertThat(changed.body().has("failingSince")).isFalse();
    await().until(() -> receiver.idsAt("/new").equals(order.eventIds()));
    assertThat(receiver.at("/old")).isEmpty();
  }

  @Test
  void a_url_that_the_configuration_does_not_allow_any_more_is_not_called() {
    var hook = create("/hook");
    jdbc.update("update webhooks.endpoint set url = 'http://127.0.0.1:81/'");
    order().advance(1);

    await().until(() -> count("select count(*) from webhooks.attempt where status is null") > 0);
    assertThat(get(hook.at() + "/deliveries").body().findValuesAsString("error"))
        .contains("not sent: the URL must not have the port 81");
  }

  @Test
  void what_has_waited_has_its_whole_time_again_when_its_endpoint_is_enabled() {
    receiver.answer("/hook", 500);
    var hook = create("/hook");
    order().advance(1);
    await().until(() -> !receiver.at("/hook").isEmpty());
    post(hook.at() + "/disable");
    await().until(() -> attemptsUnderWay() == 0);
    jdbc.update(
        "update webhooks.delivery set begun_at = begun_at - interval '73 hours', failures = 99");
    int before = receiver.at("/hook").size();

    // all that happens in one transaction
    assertThat(endpoints.enable(Long.parseLong(hook.id()), _ -> {})).isPresent();

    await().until(() -> receiver.at("/hook").size() >= before + 2);
    assertThat(state(hook)).isEqualTo("ENABLED");
    assertThat(waiting()).isEqualTo(1);
    assertThat(count("select max(failures) from webhooks.delivery")).isLessThan(99);
  }

  @Test
  void a_deleted_endpoint_is_gone_at_once_and_its_deliveries_are_removed_later() {
    var hook = create("/hook");
    order().advance(2);
    await().until(() -> receiver.at("/hook").size() == 2);
    await().until(() -> waiting() == 0 && attemptsUnderWay() == 0);

    assertThat(send("DELETE", hook.at(), null).status()).isEqualTo(204);
    assertThat(send("DELETE", hook.at(), null).status()).isEqualTo(204);

    assertThat(stored()).isEqualTo(2);
    assertThat(get(hook.at()).status()).isEqualTo(404);
    assertThat(get(hook.at() + "/deliveries").status()).isEqualTo(404);
    assertThat(post(hook.at() + "/enable").status()).isEqualTo(404);
    assertThat(get(WEBHOOKS).body().path("items")).isEmpty();
    assertThat(
            endpoints.create(
                new Subscription(receiver.url("/other"), null, null, Labels.NONE), 1, _ -> {}))
        .as("it does not count")
        .isPresent();
    order().advance(1);
    await().until(() -> receiver.at("/other").size() == 1);
    assertThat(receiver.at("/hook")).hasSize(2);

    var never = Instant.EPOCH;
    assertThat(deliveries.forget(never, 1)).as("there is more").isEqualTo(1);
    assertThat(stored()).isEqualTo(2);
    assertThat(deliveries.forget(never, 1)).isEqualTo(1);
    assertThat(deliveries.forget(never, 1)).isZero();
    assertThat(stored()).isEqualTo(1);
    assertThat(count("select count(*) from webhooks.endpoint")).isEqualTo(1);
  }

  @Test
  void an_endpoint_that_is_removed_while_an_event_is_stored_for_it_makes_no_error()
      throws Exception {
    var removed = create("/removed");
    var kept = create("/kept");
    var event = event();
    try (var connection = Objects.requireNonNull(jdbc.getDataSource()).getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("delete from webhooks.endpoint where id = " + removed.id());
      var storing =
          CompletableFuture.runAsync(
              () -> deliveries.store(List.of(event), Map.of(), Instant.now()));
      await()
          .until(
              () ->
                  storing.isDone() || count("select count(*) from pg_locks where not granted") > 0);
      connection.commit();

      assertThat(storing).succeedsWithin(Duration.ofMinutes(1));
      connection.setAutoCommit(true);
    }
    await().until(() -> receiver.idsAt(kept.path()).equals(List.of(event.getId())));
  }

  @Test
  void an_old_event_that_is_still_tried_is_kept() {
    create("/hook");
    pause();
    order().advance(3);
    await().until(() -> stored() == 3);
    jdbc.update(
        "update webhooks.delivery set created_at = created_at - interval '31 days',"
            + " begun_at = begun_at - interval '31 days'");
    var ids = jdbc.queryForList("select id from webhooks.delivery order by id", Long.class);
    jdbc.update("update webhooks.delivery set begun_at = now() where id = ?", ids.get(1));
    jdbc.update("update webhooks.delivery set state = 'FAILED' where id = ?", ids.get(2));

    var _ = deliveries.forget(Instant.now().minus(Duration.ofDays(30)), 1_000);

    assertThat(jdbc.queryForList("select id from webhooks.delivery", Long.class))
        .containsExactly(ids.get(1));
  }

  /** Nothing is sent until {@link #resume}, and nothing is under way. */
  private void pause() {
    await()
        .until(
            () -> {
              jdbc.update("update webhooks.endpoint set paused_until = now() + interval '1 hour'");
              return count(
                      "select count(*) from webhooks.endpoint where paused_until is null or exists"
                          + " (select from webhooks.scheduled_tasks where picked)")
                  == 0;
            });
  }

  private void resume() {
    jdbc.update("update webhooks.endpoint set paused_until = null");
    wakeAll();
  }

  private void wakeAll() {
    WebhookDeliveries.wake(
        jdbc, jdbc.queryForList("select id from webhooks.endpoint", Long.class), Instant.now());
  }

  @Test
  void a_pause_that_an_endpoint_asks_for_holds_up_all_of_its_events() {
    var requests = new AtomicInteger();
    var inAPause = new AtomicLong();
    receiver.answer(
        "/hook",
        exchange -> {
          if (requests.getAndIncrement() > 0) {
            inAPause.addAndGet(
                count(
                    "select count(*) from webhooks.endpoint"
                        + " where paused_until is null or paused_until > now()"));
          }
          Receiver.Answer.status(429, "", "Retry-After", "3600").give(exchange);
        });
    create("/hook");
    order().advance(3);

    await().until(() -> stored() == 3 && requests.get() > 1);
    assertThat(inAPause).hasValue(0);
  }

  @Test
  void an_event_that_is_stored_during_a_pause_is_sent_when_the_pause_ends() {
    create("/hook");
    pause();
    scheduler.stop();
    OrderStream order;
    try {
      wakeAll();
      restFor("3 hours");
      order = order().advance(1);
      await().until(() -> stored() == 1);
      assertThat(wokenBy("paused_until")).isOne();

      jdbc.update("update webhooks.endpoint set paused_until = now() + interval '1 second'");
      wakeAll();
    } finally {
      scheduler.start();
    }
    await().until(() -> receiver.idsAt("/hook").equals(order.eventIds()));
  }

  private static CloudEvent event() {
    return CloudEventBuilder.v1()
        .withId("event-" + UUID.randomUUID())
        .withSource(URI.create("urn:orderflow"))
        .withType("io.orderflow.order.paid.v1")
        .withSubject("order-1")
        .withTime(Instant.now().atOffset(ZoneOffset.UTC))
        .withDataContentType("application/json")
        .withData("{}".getBytes(UTF_8))
        .build();
  }

  /** The clock of the node that stores it may be behind. */
  @Test
  void an_event_that_is_stored_as_a_pause_ends_does_not_wait_for_the_longest_rest() {
    create("/hook");
    pause();
    scheduler.stop();
    try {
      wakeAll();
      restFor("10 minutes");
      jdbc.update("update webhooks.endpoint set paused_until = now() - interval '0.1 second'");

      deliveries.store(List.of(event()), Map.of(), Instant.now().minusSeconds(1));

      assertThat(wokenBy("now()")).isOne();
    } finally {
      scheduler.start();
    }
  }

  private void restFor(String length) {
    int resting =
        jdbc.update(
            "update webhooks.scheduled_tasks set execution_time = now() + interval '"
                + length
                + "' where task_name = 'webhook'"
                + " and task_instance in (select id::text from webhooks.endpoint)");
    assertThat(resting).isOne();
  }

  private long wokenBy(String time) {
    return count(
        "select count(*) from webhooks.scheduled_tasks, webhooks.endpoint"
            + " where task_name = 'webhook' and task_instance = id::text and execution_time <= "
            + time);
  }

  @Test
  void an_endpoint_for_which_nothing_waits_rests_when_its_pause_is_over() {
    var hook = create("/hook");
    jdbc.update("update webhooks.endpoint set paused_until = now() - interval '1 hour'");

    assertThat(deliveries.next(Long.parseLong(hook.id())).until()).isNull();
  }

  @Test
  void a_redelivery_during_an_attempt_is_not_undone_by_its_failure() {
    var hook = create("/hook");
    receiver.answer(
        "/hook",
        exchange -> {
          boolean first = receiver.at("/hook").size() == 1;
          if (first) {
            jdbc.update("update webhooks.delivery set failures = 40");
            var id = get(hook.at() + "/deliveries").body().path("items").path(0).path("id");
            post(hook.at() + "/deliveries/" + id.asString() + "/redeliver");
          }
          Receiver.Answer.status(first ? 500 : 200, "").give(exchange);
        });
    order().advance(1);

    await().until(() -> receiver.at("/hook").size() == 2 && waiting() == 0);
    assertThat(
            get(hook.at() + "/deliveries")
                .body()
                .at("/items/0/attempts")
                .findValuesAsString("status"))
        .containsExactly("500", "200");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_disabled_endpoint_keeps_what_waits_and_gets_it_when_it_is_enabled(int rotations) {
    receiver.answer("/hook", 500);
    var hook = create("/hook");
    var order = order().advance(2);
    await().until(() -> stored() == 2 && !receiver.at("/hook").isEmpty());
    assertThat(post(hook.at() + "/disable").body().path("disabledFor").asString())
        .isEqualTo("OPERATOR");
    // Only what is seen at another endpoint was surely published before this one is enabled.
    var witness = create("/witness");
    var meanwhile = order().advance(1);
    await().until(() -> receiver.idsAt(witness.path()).containsAll(meanwhile.eventIds()));
    var secret = hook.secret();
    for (int i = 0; i < rotations; i++) {
      secret = post(hook.at() + "/secret/rotate").body().path("secret").asString();
    }

    await().until(() -> attemptsUnderWay() == 0);
    receiver.answer("/hook", 200);
    int before = receiver.at("/hook").size();
    post(hook.at() + "/enable");

    await().until(() -> receiver.at("/hook").size() == before + 2);
    var sent = receiver.at("/hook").subList(before, before + 2);
    assertThat(sent)
        .extracting(request -> request.header("webhook-id"))
        .containsExactlyInAnyOrderElementsOf(order.eventIds());
    for (var request : sent) {
      assertThat(StandardWebhooks.isGenuine(secret, request)).isTrue();
      assertThat(StandardWebhooks.isGenuine(hook.secret(), request))
          .as("the secret before signs too, the one before that does not")
          .isEqualTo(rotations == 1);
    }
  }

  @Test
  void an_old_secret_signs_no_more_when_its_time_is_over() {
    var hook = create("/hook");
    var secret = post(hook.at() + "/secret/rotate").body().path("secret").asString();
    jdbc.update("update webhooks.endpoint set earlier_until = now() - interval '1 second'");
    order().advance(1);

    await().until(() -> receiver.at("/hook").size() == 1);
    var request = receiver.at("/hook").getFirst();
    assertThat(StandardWebhooks.isGenuine(secret, request)).isTrue();
    assertThat(StandardWebhooks.isGenuine(hook.secret(), request)).isFalse();
  }

  @Test
  void deliveries_are_forgotten_after_their_time_and_events_with_them() {
    create("/hook");
    order().advance(2);
    await().until(() -> receiver.at("/hook").size() == 2);
    await().until(() -> waiting() == 0);
    jdbc.update("update webhooks.delivery set created_at = created_at - interval '31 days'");
    jdbc.update("update webhooks.event set stored_at = stored_at - interval '31 days'");
    jdbc.update(
        "update webhooks.scheduled_tasks set execution_time = now()"
            + " where task_name = 'webhook-cleaning'");

    await()
        .until(
            () ->
                count("select count(*) from webhooks.delivery")
                        + count("select count(*) from webhooks.attempt")
                        + count("select count(*) from webhooks.event")
                    == 0);
  }

  @Test
  void two_nodes_share_the_endpoints_and_send_nothing_twice() {
    var paths = IntStream.range(0, 20).mapToObj(i -> "/shared/" + i).toList();
    paths.forEach(path -> create(path));
    try (var other =
        new SpringApplicationBuilder(WebhookApplication.class)
            .run(
                "--spring.datasource.url=" + DATABASE,
                "--spring.datasource.username=postgres",
                "--server.port=0",
                "--management.server.port=0",
                "--orderflow.integration.webhooks.enabled=true",
                "--orderflow.integration.webhooks.encryption-key=" + TestSettings.KEY,
                "--orderflow.integration.webhooks.allow-http=true",
                "--orderflow.integration.webhooks.allowed-networks=127.0.0.1/32")) {
      assertThat(other.getBean(WebhookScheduler.class).isRunning()).isTrue();
      var ids = new ArrayList<String>();
      for (int i = 0; i < 3; i++) {
        ids.addAll(order().advance(OrderStream.WHOLE).eventIds());
      }

      await().until(() -> waiting() == 0 && stored() == 20L * ids.size());
      assertThat(paths)
          .allSatisfy(
              path -> assertThat(receiver.idsAt(path)).containsExactlyInAnyOrderElementsOf(ids));
    }
  }

  @Test
  void a_stop_is_no_error_in_the_log_and_a_start_goes_on() {
    for (int i = 0; i < 3; i++) {
      scheduler.stop();
      scheduler.start();
    }
    assertThat(schedulerLog.count("Shutting down Scheduler")).isEqualTo(3);
    for (var error : List.of("Unexpected", "Unhandled", "Failed", "Interrupted")) {
      assertThat(schedulerLog.count(error)).as(error).isZero();
    }

    create("/hook");
    var order = order().advance(1);
    await().until(() -> receiver.idsAt("/hook").equals(order.eventIds()));
  }

  private long stored() {
    return count("select count(*) from webhooks.delivery");
  }

  @Test
  void the_meters_show_what_waits_and_what_is_disabled() {
    receiver.answer("/hook", 500);
    var hook = create("/hook");
    double refused = attempts("REFUSED");
    order().advance(1);
    await().until(() -> attempts("REFUSED") > refused);
    assertThat(fresh("orderflow.webhooks.waiting")).isEqualTo(1);
    post(hook.at() + "/disable");
    await().until(() -> attemptsUnderWay() == 0);

    assertThat(fresh("orderflow.webhooks.disabled", "reason", "OPERATOR")).isEqualTo(1);
    assertThat(fresh("orderflow.webhooks.disabled", "reason", "GONE")).isZero();
    assertThat(fresh("orderflow.webhooks.waiting")).isZero();
    assertThat(fresh("orderflow.webhooks.oldest.due")).isZero();

    // A running scheduler would attempt what is due, and so change when it is due.
    scheduler.stop();
    try {
      jdbc.update(
          "update webhooks.endpoint set state = 'ENABLED', disabled_for = null, disabled_at = null");
      jdbc.update("update webhooks.delivery set due_at = now() - interval '1 hour'");
      assertThat(fresh("orderflow.webhooks.oldest.due")).isBetween(3_500.0, 3_700.0);
    } finally {
      scheduler.start();
    }
  }

  /** Not a sample of some seconds ago. */
  private double fresh(String name, String... tags) {
    var registry = new SimpleMeterRegistry();
    new WebhookMeters(jdbc, Clock.systemUTC()).bindTo(registry);
    await().until(() -> !Double.isNaN(registry.get(name).tags(tags).gauge().value()));
    return registry.get(name).tags(tags).gauge().value();
  }

  private double attempts(String outcome) {
    return meters
        .get("orderflow.webhooks.attempts")
        .tag("outcome", outcome)
        .functionCounter()
        .count();
  }

  /** It is written after what it tells of was stored, and only once. */
  private void awaitLine(String part) {
    await().until(() -> log.count(part) > 0);
    assertThat(log.count(part)).isEqualTo(1);
  }

  private String state(Webhook hook) {
    return get(hook.at()).body().path("state").asString();
  }

  private long attemptsUnderWay() {
    return count("select count(*) from webhooks.scheduled_tasks where picked");
  }

  private long waiting() {
    return count("select count(*) from webhooks.delivery where state = 'WAITING'");
  }

  private long count(String sql) {
    return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class));
  }
}
