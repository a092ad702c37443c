package io.orderflow.integration.webhook;

import io.orderflow.api.webhook.FailingWebhooks;
import io.orderflow.api.webhook.WebhookAttempt;
import io.orderflow.api.webhook.WebhookCommand.CreateWebhook;
import io.orderflow.api.webhook.WebhookCommand.DeleteWebhook;
import io.orderflow.api.webhook.WebhookCommand.DisableWebhook;
import io.orderflow.api.webhook.WebhookCommand.EnableWebhook;
import io.orderflow.api.webhook.WebhookCommand.RedeliverAll;
import io.orderflow.api.webhook.WebhookCommand.RedeliverOne;
import io.orderflow.api.webhook.WebhookCommand.RotateSecret;
import io.orderflow.api.webhook.WebhookDetails;
import io.orderflow.api.webhook.WebhookList;
import io.orderflow.api.webhook.WebhookOutcome;
import io.orderflow.api.webhook.WebhookQuery.CountFailingWebhooks;
import io.orderflow.api.webhook.WebhookQuery.FindWebhook;
import io.orderflow.api.webhook.WebhookQuery.FindWebhooks;
import io.orderflow.api.webhook.WebhookQuery.TestWebhook;
import io.orderflow.api.webhook.WebhookStatus;
import io.orderflow.api.webhook.WebhookTestResult;
import io.orderflow.integration.event.PublicEvents;
import io.orderflow.integration.webhook.DeliveryLog.DeliverySummary;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Offers the operations of the HTTP API over the message buses. */
@Component
@ConditionalOnBooleanProperty(WebhookProperties.PREFIX + ".enabled")
class WebhookMessageHandler {

  private static final int SHOWN = 50;

  /** A shorter time needs no person: the next attempts may succeed. */
  private static final Duration FAILING_FOR = Duration.ofMinutes(5);

  private static final DeliverySummary NOTHING = new DeliverySummary(0, null);

  private final WebhookOperations operations;
  private final WebhookEndpoints endpoints;
  private final DeliveryLog log;
  private final Clock clock;

  WebhookMessageHandler(
      WebhookOperations operations, WebhookEndpoints endpoints, DeliveryLog log, Clock clock) {
    this.operations = operations;
    this.endpoints = endpoints;
    this.log = log;
    this.clock = clock;
  }

  @QueryHandler
  WebhookList answer(FindWebhooks query) {
    var found = endpoints.after(query.after() == null ? 0 : query.after(), SHOWN + 1);
    var shown = statuses(found.stream().limit(SHOWN).toList());
    return new WebhookList(
        true,
        PublicEvents.types(),
        shown,
        found.size() > SHOWN ? Long.valueOf(shown.getLast().id()) : null);
  }

  @QueryHandler
  WebhookDetails answer(FindWebhook query) {
    var endpoint = endpoints.find(query.webhook());
    if (endpoint.isEmpty()) {
      return new WebhookDetails(null, List.of(), null);
    }
    long before = query.before() == null ? Long.MAX_VALUE : query.before();
    var found = log.page(query.webhook(), query.state(), before, SHOWN + 1);
    return new WebhookDetails(
        statuses(List.of(endpoint.get())).getFirst(),
        found.stream().limit(SHOWN).toList(),
        found.size() > SHOWN ? Long.valueOf(found.get(SHOWN - 1).id()) : null);
  }

  @QueryHandler
  FailingWebhooks answer(CountFailingWebhooks query) {
    return new FailingWebhooks(endpoints.failing(clock.instant().minus(FAILING_FOR)));
  }

  @QueryHandler
  WebhookTestResult answer(TestWebhook query) {
    try {
      return new WebhookTestResult(
          WebhookTestResult.Kind.SENT, attempt(operations.test(query.webhook()), clock.instant()));
    } catch (ProblemException refused) {
      return new WebhookTestResult(
          refused.code() == GeneralProblemCode.OVERLOADED
              ? WebhookTestResult.Kind.BUSY
              : WebhookTestResult.Kind.NOT_THERE,
          null);
    }
  }

  @CommandHandler
  WebhookOutcome handle(CreateWebhook command) {
    var types = command.eventTypes();
    var request =
        new WebhookRequest(
            command.url(),
            command.description(),
            types == null ? null : new ArrayList<@Nullable String>(types),
            new HashMap<String, @Nullable String>(command.labels()));
    try {
      return answered(
          () ->
              issued(
                  operations.create(
                      request,
                      count -> {
                        if (count > command.sameUrl()) {
                          throw new UrlInUseException(count);
                        }
                      })));
    } catch (UrlInUseException unexpected) {
      return new WebhookOutcome.UrlInUse(unexpected.count);
    }
  }

  @CommandHandler
  WebhookOutcome handle(RotateSecret command) {
    return answered(
        () ->
            issued(
                operations.rotate(
                    command.webhook(),
                    now -> {
                      if (now.version() != command.version()) {
                        throw ProblemException.of(
                            GeneralProblemCode.CONFLICT,
                            "It was changed meanwhile, perhaps by sending the same form twice. If that"
                                + " rotated its secret, the new one was never shown.");
                      }
                    })));
  }

  @CommandHandler
  WebhookOutcome handle(EnableWebhook command) {
    return done(() -> operations.enable(command.webhook(), _ -> {}));
  }

  @CommandHandler
  WebhookOutcome handle(DisableWebhook command) {
    return done(() -> operations.disable(command.webhook(), _ -> {}));
  }

  @CommandHandler
  WebhookOutcome handle(DeleteWebhook command) {
    return done(() -> operations.delete(command.webhook(), _ -> {}));
  }

  @CommandHandler
  WebhookOutcome handle(RedeliverOne command) {
    return done(() -> operations.redeliver(command.webhook(), command.delivery()));
  }

  @CommandHandler
  WebhookOutcome handle(RedeliverAll command) {
    var request =
        new RedeliveryRequest(text(command.from()), text(command.until()), command.failed());
    return answered(
        () -> new WebhookOutcome.Redelivered(operations.redeliverAll(command.webhook(), request)));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static WebhookOutcome done(Runnable act) {
    return answered(
        () -> {
          act.run();
          return new WebhookOutcome.Done();
        });
  }

  private static WebhookOutcome answered(Supplier<WebhookOutcome> act) {
    try {
      return act.get();
    } catch (ProblemException refused) {
      return new WebhookOutcome.Refused(
          refused.code().name(),
          refused.code().status(),
          refused.detail(),
          refused.errors().stream()
              .map(each -> new WebhookOutcome.WrongField(each.pointer(), each.detail()))
              .toList());
    }
  }

  private static WebhookOutcome issued(WebhookEndpoints.Created created) {
    return new WebhookOutcome.SecretIssued(created.endpoint().id(), created.secret().text());
  }

  private List<WebhookStatus> statuses(List<WebhookEndpoint> found) {
    var summaries = log.summaries(found.stream().map(WebhookEndpoint::id).toList());
    return found.stream()
        .map(each -> status(each, summaries.getOrDefault(each.id(), NOTHING)))
        .toList();
  }

  private static WebhookStatus status(WebhookEndpoint endpoint, DeliverySummary summary) {
    var wanted = endpoint.wanted();
    return new WebhookStatus(
        endpoint.id(),
        wanted.url(),
        wanted.description(),
        wanted.eventTypes(),
        wanted.labels().values(),
        endpoint.disabledFor(),
        endpoint.disabledAt(),
        endpoint.failingSince(),
        endpoint.earlierSecretUntil(),
        endpoint.version(),
        endpoint.createdAt(),
        summary.waiting(),
        summary.last());
  }

  private static WebhookAttempt attempt(AttemptResult result, Instant at) {
    return new WebhookAttempt(
        at, result.status(), Math.toIntExact(result.took().toMillis()), result.said());
  }

  /** The operator knows of other endpoints than there are. */
  private static final class UrlInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int count;

    UrlInUseException(int count) {
      super("the URL is that of " + count + " endpoints");
      this.count = count;
    }
  }
}
