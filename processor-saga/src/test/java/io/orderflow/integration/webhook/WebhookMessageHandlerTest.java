package io.orderflow.integration.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.webhook.FailingWebhooks;
import io.orderflow.api.webhook.WebhookCommand;
import io.orderflow.api.webhook.WebhookCommand.CreateWebhook;
import io.orderflow.api.webhook.WebhookCommand.DeleteWebhook;
import io.orderflow.api.webhook.WebhookCommand.DisableWebhook;
import io.orderflow.api.webhook.WebhookCommand.EnableWebhook;
import io.orderflow.api.webhook.WebhookCommand.RedeliverAll;
import io.orderflow.api.webhook.WebhookCommand.RedeliverOne;
import io.orderflow.api.webhook.WebhookCommand.RotateSecret;
import io.orderflow.api.webhook.WebhookDelivery.State;
import io.orderflow.api.webhook.WebhookDetails;
import io.orderflow.api.webhook.WebhookList;
import io.orderflow.api.webhook.WebhookOutcome;
import io.orderflow.api.webhook.WebhookOutcome.SecretIssued;
import io.orderflow.api.webhook.WebhookQuery;
import io.orderflow.api.webhook.WebhookQuery.CountFailingWebhooks;
import io.orderflow.api.webhook.WebhookQuery.FindWebhook;
import io.orderflow.api.webhook.WebhookQuery.FindWebhooks;
import io.orderflow.api.webhook.WebhookQuery.TestWebhook;
import io.orderflow.api.webhook.WebhookStatus;
import io.orderflow.api.webhook.WebhookStatus.DisabledFor;
import io.orderflow.api.webhook.WebhookTestResult;
import io.orderflow.integration.OrderStream;
import io.orderflow.integration.event.PublicEvents;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Webhooks over the message buses, as the console has them. */
@ExtendWith(OutputCaptureExtension.class)
class WebhookMessageHandlerTest extends RunningWebhooks {

  private static final String PAID = "io.orderflow.order.paid.v1";

  @Autowired QueryGateway queries;
  @Autowired CommandGateway commands;

  @Test
  void a_webhook_is_created_by_the_rules_of_the_api_and_shown_without_its_secret(
      CapturedOutput output) {
    var url = receiver.url("/hook");
    var wanted = new CreateWebhook(url, " Our shop ", List.of(PAID), Map.of("channel", "web"), 0);

    var issued = (SecretIssued) send(wanted);

    assertThat(issued.secret()).matches("whsec_[A-Za-z0-9+/]{43}=");
    var list = ask(new FindWebhooks(null), WebhookList.class);
    assertThat(list.on()).isTrue();
    assertThat(list.eventTypes()).isEqualTo(PublicEvents.types());
    assertThat(list.next()).isNull();
    var shown = list.items().getFirst();
    assertThat(shown.id()).isEqualTo(issued.webhook());
    assertThat(shown.url()).isEqualTo(url);
    assertThat(shown.description()).isEqualTo("Our shop");
    assertThat(shown.eventTypes()).containsExactly(PAID);
    assertThat(shown.labels()).isEqualTo(Map.of("channel", "web"));
    assertThat(shown.disabledFor()).isNull();
    assertThat(shown.waiting()).isZero();
    assertThat(shown.last()).isNull();
    assertThat(webhook(issued.webhook())).isEqualTo(shown);
    assertThat(list.toString() + issued + wanted).doesNotContain("whsec_");
    assertThat(output.getAll()).doesNotContain(issued.secret());
  }

  @Test
  void what_may_not_be_created_is_refused_with_every_reason() {
    var wrong =
        new CreateWebhook(
            "http://169.254.169.254/latest", "x".repeat(201), List.of("order.paid"), Map.of(), 0);

    var refused = (WebhookOutcome.Refused) send(wrong);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("INVALID_REQUEST");
    assertThat(refused.errors())
        .extracting(WebhookOutcome.WrongField::pointer)
        .containsExactly("/url", "/description", "/eventTypes/0");
    assertThat(ask(new FindWebhooks(null), WebhookList.class).items()).isEmpty();
  }

  @Test
  void the_same_form_creates_no_second_webhook_unless_the_operator_knows_of_the_first() {
    var url = receiver.url("/hook");
    assertThat(send(new CreateWebhook(url, null, null, Map.of(), 0)))
        .isInstanceOf(SecretIssued.class);
    assertThat(send(new CreateWebhook(url, null, null, Map.of(), 0)))
        .isEqualTo(new WebhookOutcome.UrlInUse(1));
    assertThat(send(new CreateWebhook(url, null, null, Map.of(), 1)))
        .isInstanceOf(SecretIssued.class);
    assertThat(ask(new FindWebhooks(null), WebhookList.class).items()).hasSize(2);
  }

  @Test
  void a_secret_is_rotated_once_for_each_version_that_was_seen() {
    var hook = create("/hook");
    long id = Long.parseLong(hook.id());
    var rotation = new RotateSecret(id, webhook(id).version());

    var issued = (SecretIssued) send(rotation);

    assertThat(issued.secret()).isNotEqualTo(hook.secret());
    assertThat(((WebhookOutcome.Refused) send(rotation)).code()).isEqualTo("CONFLICT");
    assertThat(webhook(id).earlierSecretUntil()).isNotNull();
    ask(new TestWebhook(id), WebhookTestResult.class);
    var request = receiver.at("/hook").getFirst();
    assertThat(StandardWebhooks.isGenuine(issued.secret(), request)).isTrue();
    assertThat(StandardWebhooks.isGenuine(hook.secret(), request)).isTrue();
  }

  @Test
  void a_test_tells_what_came_back() {
    receiver.answer("/hook", Receiver.Answer.status(418, "no coffee"));
    long id = Long.parseLong(create("/hook").id());

    var tested = ask(new TestWebhook(id), WebhookTestResult.class);

    assertThat(tested.kind()).isEqualTo(WebhookTestResult.Kind.SENT);
    var attempt = Objects.requireNonNull(tested.attempt());
    assertThat(attempt.status()).isEqualTo(418);
    assertThat(attempt.said()).isEqualTo("no coffee");
    assertThat(ask(new TestWebhook(999_999_999), WebhookTestResult.class).kind())
        .isEqualTo(WebhookTestResult.Kind.NOT_THERE);
  }

  @Test
  void the_log_and_the_last_attempt_are_shown_and_events_are_sent_again() {
    var hook = create("/hook");
    long id = Long.parseLong(hook.id());
    order().advance(OrderStream.WHOLE);
    await().until(() -> details(id, State.DELIVERED).deliveries().size() == OrderStream.WHOLE);
    var delivery = details(id, null).deliveries().getFirst();
    assertThat(delivery.attempts()).hasSize(1);
    assertThat(Objects.requireNonNull(webhook(id).last()).status()).isEqualTo(204);

    assertThat(send(new RedeliverOne(id, delivery.id()))).isEqualTo(new WebhookOutcome.Done());
    await().until(() -> receiver.at("/hook").size() == OrderStream.WHOLE + 1);
    assertThat(receiver.idsAt("/hook").getLast()).isEqualTo(delivery.eventId());
    await().until(() -> details(id, State.DELIVERED).deliveries().size() == OrderStream.WHOLE);

    assertThat(send(new RedeliverAll(id, delivery.createdAt(), null, true)))
        .isEqualTo(new WebhookOutcome.Redelivered(0));
    assertThat(send(new RedeliverAll(id, null, delivery.createdAt().plusSeconds(1), false)))
        .isEqualTo(new WebhookOutcome.Redelivered(OrderStream.WHOLE));
    assertThat(send(new DisableWebhook(id))).isEqualTo(new WebhookOutcome.Done());
    assertThat(webhook(id).disabledFor()).isEqualTo(DisabledFor.OPERATOR);
    assertThat(((WebhookOutcome.Refused) send(new RedeliverOne(id, delivery.id()))).code())
        .isEqualTo("WEBHOOK_DISABLED");
  }

  @Test
  void the_last_attempt_is_found_behind_many_events_that_were_not_tried_yet() {
    long id = Long.parseLong(create("/hook").id());
    send(new DisableWebhook(id)); // so that nothing is sent
    jdbc.update(
        """
        insert into webhooks.event (id, type, order_id, body, stored_at)
        select 'many-' || each, 'x', 'x', '{}', now() from generate_series(1, 1200) as each""");
    jdbc.update(
        """
        insert into webhooks.delivery
          (endpoint_id, event_id, state, created_at, begun_at, due_at, attempts)
        select ?, 'many-' || each, 'WAITING', now(), now(),
          case when each = 1 then now() + interval '1 hour' else now() end,
          case when each = 1 then 1 else 0 end
        from generate_series(1, 1200) as each order by each""",
        id);
    jdbc.update(
        """
        insert into webhooks.attempt (delivery_id, number, at, status, milliseconds, said)
        select id, 1, now(), 502, 7, 'proxy' from webhooks.delivery
        where endpoint_id = ? and attempts = 1""",
        id);

    var shown = webhook(id);

    assertThat(shown.waiting()).isEqualTo(WebhookStatus.MOST_WAITING);
    assertThat(Objects.requireNonNull(shown.last()).status()).isEqualTo(502);
    var first = details(id, null);
    assertThat(first.deliveries()).hasSize(50);
    var second =
        ask(new FindWebhook(id, State.WAITING, first.next()), WebhookDetails.class).deliveries();
    assertThat(second.getFirst().id()).isLessThan(first.deliveries().getLast().id());
  }

  @Test
  void those_that_fail_for_long_and_those_that_were_disabled_for_it_are_counted() {
    long fails = Long.parseLong(create("/1").id());
    long began = Long.parseLong(create("/2").id());
    long gone = Long.parseLong(create("/3").id());
    send(new DisableWebhook(Long.parseLong(create("/4").id())));
    var since = "update webhooks.endpoint set failing_since = now() - ?::interval where id = ?";
    jdbc.update(since, "10 minutes", fails);
    jdbc.update(since, "0 minutes", began);
    jdbc.update(
        "update webhooks.endpoint set state = 'DISABLED', disabled_for = 'GONE',"
            + " disabled_at = now() where id = ?",
        gone);

    assertThat(ask(new CountFailingWebhooks(), FailingWebhooks.class).count()).isEqualTo(2);

    send(new EnableWebhook(gone));
    send(new DeleteWebhook(fails));
    assertThat(ask(new CountFailingWebhooks(), FailingWebhooks.class).count()).isZero();
  }

  @Test
  void what_is_not_there_is_said_not_to_be() {
    long none = 999_999_999;
    assertThat(details(none, null)).isEqualTo(new WebhookDetails(null, List.of(), null));
    for (var command :
        List.of(
            new RotateSecret(none, 1),
            new EnableWebhook(none),
            new DisableWebhook(none),
            new RedeliverOne(none, 1),
            new RedeliverAll(none, null, null, true))) {
      assertThat(((WebhookOutcome.Refused) send(command)).code())
          .as(command.toString())
          .isEqualTo("WEBHOOK_NOT_FOUND");
    }
    assertThat(send(new DeleteWebhook(none))).isEqualTo(new WebhookOutcome.Done());
  }

  @Test
  void where_webhooks_are_off_that_is_the_answer() {
    new ApplicationContextRunner()
        .withUserConfiguration(WebhooksOffMessageHandler.class)
        .run(
            context -> {
              var off = context.getBean(WebhooksOffMessageHandler.class);
              assertThat(off.answer(new FindWebhooks(null)).on()).isFalse();
              assertThat(off.answer(new FindWebhook(1, null, null)).webhook()).isNull();
              assertThat(off.answer(new CountFailingWebhooks()).count()).isZero();
            });
    new ApplicationContextRunner()
        .withUserConfiguration(WebhooksOffMessageHandler.class)
        .withPropertyValues("orderflow.integration.webhooks.enabled=true")
        .run(context -> assertThat(context).doesNotHaveBean(WebhooksOffMessageHandler.class));
  }

  private WebhookOutcome send(WebhookCommand command) {
    return commands.sendAndWait(command, 60, SECONDS);
  }

  private <A> A ask(WebhookQuery query, Class<A> type) {
    return queries.query(query, type).orTimeout(60, SECONDS).join();
  }

  private WebhookDetails details(long id, @Nullable State state) {
    return ask(new FindWebhook(id, state, null), WebhookDetails.class);
  }

  private WebhookStatus webhook(long id) {
    return Objects.requireNonNull(details(id, null).webhook());
  }
}
