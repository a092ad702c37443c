package io.orderflow.console;

import io.orderflow.api.webhook.FailingWebhooks;
import io.orderflow.api.webhook.WebhookAttempt;
import io.orderflow.api.webhook.WebhookCommand.CreateWebhook;
import io.orderflow.api.webhook.WebhookCommand.DeleteWebhook;
import io.orderflow.api.webhook.WebhookCommand.DisableWebhook;
import io.orderflow.api.webhook.WebhookCommand.EnableWebhook;
import io.orderflow.api.webhook.WebhookCommand.RedeliverAll;
import io.orderflow.api.webhook.WebhookCommand.RedeliverOne;
import io.orderflow.api.webhook.WebhookCommand.RotateSecret;
import io.orderflow.api.webhook.WebhookDelivery;
import io.orderflow.api.webhook.WebhookDelivery.State;
import io.orderflow.api.webhook.WebhookDetails;
import io.orderflow.api.webhook.WebhookList;
import io.orderflow.api.webhook.WebhookOutcome;
import io.orderflow.api.webhook.WebhookOutcome.Refused;
import io.orderflow.api.webhook.WebhookOutcome.WrongField;
import io.orderflow.api.webhook.WebhookQuery.CountFailingWebhooks;
import io.orderflow.api.webhook.WebhookQuery.FindWebhook;
import io.orderflow.api.webhook.WebhookQuery.FindWebhooks;
import io.orderflow.api.webhook.WebhookQuery.TestWebhook;
import io.orderflow.api.webhook.WebhookStatus;
import io.orderflow.api.webhook.WebhookStatus.DisabledFor;
import io.orderflow.api.webhook.WebhookTestResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** Answers about webhooks as the process does, over the same messages. */
class StandInWebhooks {

  static final String PAID = "io.orderflow.order.paid.v1";
  static final String SECRET = "whsec_c2VjcmV0LW9mLXRoZS13ZWJob29r";

  private static final WebhookAttempt REFUSED =
      new WebhookAttempt(ConsoleTest.NOON, 503, 12, "<b>later</b>");
  private static final WebhookAttempt UNANSWERED =
      new WebhookAttempt(ConsoleTest.NOON, null, 10_000, "timed out");

  private final Map<Long, WebhookStatus> webhooks = new TreeMap<>();
  private boolean on = true;
  private boolean away;

  /** What the newest redelivery of many was. */
  @Nullable RedeliverAll redelivered;

  synchronized void begin() {
    on = true;
    away = false;
    redelivered = null;
    webhooks.clear();
    put(1, "https://shop.example.com/<hooks>", null, ConsoleTest.NOON);
    put(2, "https://gone.example.com/", DisabledFor.GONE, null);
  }

  synchronized void switchOff() {
    on = false;
    webhooks.clear();
  }

  synchronized void goAway() {
    away = true;
  }

  private void put(
      long id, String url, @Nullable DisabledFor reason, @Nullable Instant failingSince) {
    webhooks.put(
        id,
        new WebhookStatus(
            id,
            url,
            null,
            id == 1 ? List.of(PAID) : null,
            Map.of("channel", "web"),
            reason,
            reason == null ? null : ConsoleTest.NOON,
            failingSince,
            null,
            webhooks.containsKey(id) ? webhooks.get(id).version() + 1 : 3,
            ConsoleTest.NOON,
            id == 1 ? 12 : 0,
            id == 1 ? UNANSWERED : null));
  }

  private void mayAnswer() {
    if (away) {
      throw new IllegalStateException("no processor-saga is there");
    }
  }

  @QueryHandler
  synchronized WebhookList answer(FindWebhooks query) {
    mayAnswer();
    return new WebhookList(
        on,
        on ? List.of(PAID, "io.orderflow.order.shipped.v1") : List.of(),
        List.copyOf(webhooks.values()),
        query.after() == null && on ? 2L : null);
  }

  @QueryHandler
  synchronized WebhookDetails answer(FindWebhook query) {
    mayAnswer();
    var webhook = webhooks.get(query.webhook());
    if (webhook == null) {
      return new WebhookDetails(null, List.of(), null);
    }
    boolean hasMore = query.before() == null;
    return query.state() == State.DELIVERED
        ? new WebhookDetails(webhook, List.of(), null)
        : new WebhookDetails(
            webhook, List.of(delivery(hasMore ? 9 : 8)), hasMore ? Long.valueOf(9) : null);
  }

  private static WebhookDelivery delivery(long id) {
    return new WebhookDelivery(
        id,
        "event-" + id,
        PAID,
        "0190e3c4-9d3b-7c7c-8f6e-2f7d3a1b5c60",
        State.WAITING,
        ConsoleTest.NOON,
        ConsoleTest.NOON,
        List.of(REFUSED, UNANSWERED, UNANSWERED, UNANSWERED));
  }

  @QueryHandler
  synchronized FailingWebhooks answer(CountFailingWebhooks query) {
    mayAnswer();
    return new FailingWebhooks(2);
  }

  @QueryHandler
  synchronized WebhookTestResult answer(TestWebhook query) {
    mayAnswer();
    return webhooks.containsKey(query.webhook())
        ? new WebhookTestResult(
            query.webhook() == 1 ? WebhookTestResult.Kind.SENT : WebhookTestResult.Kind.BUSY,
            query.webhook() == 1 ? REFUSED : null)
        : new WebhookTestResult(WebhookTestResult.Kind.NOT_THERE, null);
  }

  @CommandHandler
  synchronized WebhookOutcome handle(CreateWebhook command) {
    if (!command.url().startsWith("https://")) {
      return new Refused(
          "INVALID_REQUEST",
          422,
          "Correct the fields.",
          List.of(new WrongField("/url", "must begin with https://")));
    }
    long same = webhooks.values().stream().filter(each -> each.url().equals(command.url())).count();
    if (same != command.sameUrl()) {
      return new WebhookOutcome.UrlInUse((int) same);
    }
    long id = webhooks.size() + 1L;
    put(id, command.url(), null, null);
    return new WebhookOutcome.SecretIssued(id, SECRET);
  }

  @CommandHandler
  synchronized WebhookOutcome handle(RotateSecret command) {
    var webhook = webhooks.get(command.webhook());
    if (webhook == null) {
      return notThere();
    }
    if (webhook.version() != command.version()) {
      return new Refused("CONFLICT", 409, "It was changed meanwhile.", List.of());
    }
    put(webhook.id(), webhook.url(), webhook.disabledFor(), webhook.failingSince());
    return new WebhookOutcome.SecretIssued(webhook.id(), SECRET);
  }

  @CommandHandler
  synchronized WebhookOutcome handle(EnableWebhook command) {
    return changed(command.webhook(), null);
  }

  @CommandHandler
  synchronized WebhookOutcome handle(DisableWebhook command) {
    return changed(command.webhook(), DisabledFor.OPERATOR);
  }

  private WebhookOutcome changed(long id, @Nullable DisabledFor reason) {
    var webhook = webhooks.get(id);
    if (webhook == null) {
      return notThere();
    }
    put(id, webhook.url(), reason, null);
    return new WebhookOutcome.Done();
  }

  @CommandHandler
  synchronized WebhookOutcome handle(DeleteWebhook command) {
    webhooks.remove(command.webhook());
    return new WebhookOutcome.Done();
  }

  @CommandHandler
  synchronized WebhookOutcome handle(RedeliverOne command) {
    return command.webhook() == 2
        ? new Refused("WEBHOOK_DISABLED", 409, "POST to its /enable first.", List.of())
        : new WebhookOutcome.Done();
  }

  @CommandHandler
  synchronized WebhookOutcome handle(RedeliverAll command) {
    redelivered = command;
    return new WebhookOutcome.Redelivered(command.failed() ? 3 : 0);
  }

  private static WebhookOutcome notThere() {
    return new Refused("WEBHOOK_NOT_FOUND", 404, "There is none.", List.of());
  }
}
