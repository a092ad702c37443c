package io.orderflow.console.webhooks;

import io.orderflow.api.webhook.WebhookList;
import io.orderflow.api.webhook.WebhookOutcome;
import io.orderflow.console.page.FormErrors;
import io.orderflow.console.page.FormFields;
import io.orderflow.console.services.ServiceCommands;
import io.orderflow.console.services.ServiceQueries;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestValidator;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** All webhooks, and the form that creates one. */
@Controller
@RequestMapping(WebhooksPageController.PATH)
class WebhooksPageController {

  static final String PATH = "/console/webhooks";

  private static final String FORM = "create";

  private final ServiceQueries services;
  private final ServiceCommands commands;
  private final Clock clock;

  WebhooksPageController(ServiceQueries services, ServiceCommands commands, Clock clock) {
    this.services = services;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * @param after names the webhooks before the first that is shown
   * @param done whether one was deleted just now
   */
  @GetMapping
  ModelAndView webhooks(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String done) {
    var check = new RequestValidator();
    var before = check.optional("/after", after, WebhookForm::number);
    check.refuseIfInvalid();
    return page(before, "deleted".equals(done), FormErrors.NONE, null);
  }

  /** The answer itself shows the secret: there is no other page that could. */
  @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView create(FormFields fields, Origin origin) {
    try {
      return switch (commands.send(new WebhookForm(fields).create(types()), origin)) {
        case WebhookOutcome.SecretIssued issued -> secret(issued, false);
        case WebhookOutcome.UrlInUse(int count) ->
            again(
                new WebhookRefusal(
                    HttpStatus.CONFLICT,
                    new FormErrors(
                        List.of(
                            "There is a webhook with this URL already: each would get the events."),
                        FORM,
                        fields)),
                count);
        case WebhookOutcome.Refused refused ->
            again(WebhookRefusal.of(refused, FORM, fields), null);
        case WebhookOutcome.Done _, WebhookOutcome.Redelivered _ ->
            throw new IllegalStateException("a creation has another outcome");
      };
    } catch (ProblemException refused) {
      return again(WebhookRefusal.of(refused, FORM, fields).with(hint(refused)), null);
    }
  }

  /** Of a webhook without its types all events would be sent. */
  private List<String> types() {
    return services
        .webhooks(null)
        .map(WebhookList::eventTypes)
        .filter(types -> !types.isEmpty())
        .orElseThrow(
            () ->
                ProblemException.of(
                    GeneralProblemCode.UNAVAILABLE,
                    "Webhooks are off, or their service does not answer. Nothing was created."));
  }

  private static List<String> hint(ProblemException refused) {
    return refused.code() == GeneralProblemCode.OUTCOME_UNKNOWN
        ? List.of("If the webhook is there, rotate its secret: the first one was not shown.")
        : List.of();
  }

  static ModelAndView secret(WebhookOutcome.SecretIssued issued, boolean rotated) {
    return new ModelAndView(
        "webhook-secret",
        // Not the bare secret: what is logged of a model does not show it.
        Map.of("issued", issued, "rotated", rotated));
  }

  private ModelAndView again(WebhookRefusal refusal, @Nullable Integer sameUrl) {
    var page = page(null, false, refusal.errors(), sameUrl);
    page.setStatus(refusal.status());
    return page;
  }

  private ModelAndView page(
      @Nullable Long after, boolean deleted, FormErrors errors, @Nullable Integer sameUrl) {
    var found = services.webhooks(after);
    var model = new HashMap<String, Object>();
    var now = clock.instant();
    model.put(
        "webhooks",
        found.map(WebhookList::items).orElse(List.of()).stream()
            .map(each -> ShownWebhook.of(each, now))
            .toList());
    model.put(
        "events",
        found.map(WebhookList::eventTypes).orElse(List.of()).stream()
            .map(type -> new Choice(WebhookForm.EVENT + type, type))
            .toList());
    model.put("off", found.isPresent() && !found.get().on());
    model.put("next", found.map(WebhookList::next).orElse(null));
    model.put("isLater", after != null);
    model.put("away", found.isPresent() ? List.of() : List.of("processor-saga"));
    model.put("deleted", deleted);
    model.put("errors", errors);
    model.put("sameUrl", sameUrl);
    return new ModelAndView("webhooks", model);
  }

  /**
   * A type of events that may be chosen.
   *
   * @param name of its field
   */
  record Choice(String name, String type) {}
}
