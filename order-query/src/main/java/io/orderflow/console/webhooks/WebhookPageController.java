package io.orderflow.console.webhooks;

import io.orderflow.api.webhook.WebhookAttempt;
import io.orderflow.api.webhook.WebhookCommand;
import io.orderflow.api.webhook.WebhookCommand.DeleteWebhook;
import io.orderflow.api.webhook.WebhookCommand.DisableWebhook;
import io.orderflow.api.webhook.WebhookCommand.EnableWebhook;
import io.orderflow.api.webhook.WebhookCommand.RedeliverOne;
import io.orderflow.api.webhook.WebhookCommand.RotateSecret;
import io.orderflow.api.webhook.WebhookDelivery.State;
import io.orderflow.api.webhook.WebhookDetails;
import io.orderflow.api.webhook.WebhookOutcome;
import io.orderflow.api.webhook.WebhookQuery.FindWebhook;
import io.orderflow.api.webhook.WebhookTestResult;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.FormErrors;
import io.orderflow.console.page.FormFields;
import io.orderflow.console.page.SeeOther;
import io.orderflow.console.services.ServiceCommands;
import io.orderflow.console.services.ServiceQueries;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestValidator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of a webhook: its state, its forms and its log. */
@Controller
@RequestMapping(WebhooksPageController.PATH + "/{id}")
class WebhookPageController {

  private static final Map<String, String> DONE =
      Map.of(
          "enabled", "It is enabled. What waits is sent now, or at the time of its next try.",
          "disabled", "It is disabled. Nothing is sent to it.",
          "redelivered", "The event is sent again now.");

  private final ServiceQueries services;
  private final ServiceCommands commands;
  private final Clock clock;

  WebhookPageController(ServiceQueries services, ServiceCommands commands, Clock clock) {
    this.services = services;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * @param state leaves only the deliveries in this state
   * @param before names the deliveries after the first that is shown
   * @param done what was done just now
   * @param again how many events are sent again since just now
   */
  @GetMapping
  ModelAndView webhook(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable String done,
      @RequestParam(required = false) @Nullable Long again) {
    var check = new RequestValidator();
    var only = check.optional("/state", state, WebhookPageController::state);
    var place = check.optional("/before", before, WebhookForm::number);
    check.refuseIfInvalid();
    var page = page(new FindWebhook(number(id), only, place), FormErrors.NONE);
    page.addObject("message", message(done, again));
    return page;
  }

  private static @Nullable String message(@Nullable String done, @Nullable Long again) {
    if (again != null) {
      return again == 0
          ? "No event was sent again: there are none like that."
          : DisplayNumbers.counted(again, "event") + (again == 1 ? " is" : " are") + " sent again.";
    }
    return done == null ? null : DONE.get(done);
  }

  /** What came of it is shown in the answer; it is not in the log. */
  @PostMapping(path = "/test", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView test(@PathVariable String id, FormFields fields) {
    var tested = services.testWebhook(number(id));
    if (tested.isEmpty()) {
      return again(
          id,
          new WebhookRefusal(
              HttpStatus.SERVICE_UNAVAILABLE,
              new FormErrors(
                  List.of("There was no result in time. Test it again."), "test", fields)));
    }
    return switch (tested.get().kind()) {
      case NOT_THERE -> throw WebhookRefusal.notThere();
      case BUSY ->
          again(
              id,
              new WebhookRefusal(
                  HttpStatus.SERVICE_UNAVAILABLE,
                  new FormErrors(
                      List.of("Another webhook is being tested. Test it again."), "test", fields)));
      case SENT -> {
        var page = page(newest(id), FormErrors.NONE);
        page.addObject("tested", ShownAttempt.of(attempt(tested.get())));
        yield page;
      }
    };
  }

  private static WebhookAttempt attempt(WebhookTestResult tested) {
    return Objects.requireNonNull(tested.attempt());
  }

  @PostMapping(path = "/enable", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView enable(@PathVariable String id, FormFields fields, Origin origin) {
    return answered(
        id,
        "enable",
        fields,
        path(id, "?done=enabled"),
        () -> sent(new EnableWebhook(number(id)), origin));
  }

  @PostMapping(path = "/disable", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView disable(@PathVariable String id, FormFields fields, Origin origin) {
    return answered(
        id,
        "disable",
        fields,
        path(id, "?done=disabled"),
        () -> sent(new DisableWebhook(number(id)), origin));
  }

  @PostMapping(
      path = "/deliveries/{delivery}/redelivery",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView redeliver(
      @PathVariable String id, @PathVariable String delivery, FormFields fields, Origin origin) {
    return answered(
        id,
        "redeliver-" + delivery,
        fields,
        path(id, "?done=redelivered"),
        () -> sent(new RedeliverOne(number(id), number(delivery)), origin));
  }

  @PostMapping(path = "/redelivery", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView redeliverAll(@PathVariable String id, FormFields fields, Origin origin) {
    return answered(
        id,
        "redelivery",
        fields,
        path(id, ""),
        () -> sent(new WebhookForm(fields).redelivery(number(id)), origin));
  }

  /** Says what follows from a new secret. */
  @GetMapping("/secret")
  ModelAndView beforeRotation(@PathVariable String id) {
    return confirmation("webhook-rotation", id);
  }

  /** The answer itself shows the secret: there is no other page that could. */
  @PostMapping(path = "/secret", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView rotate(@PathVariable String id, FormFields fields, Origin origin) {
    var command = new RotateSecret(number(id), new WebhookForm(fields).version());
    try {
      return switch (sent(command, origin)) {
        case WebhookOutcome.SecretIssued issued -> WebhooksPageController.secret(issued, true);
        case WebhookOutcome.Refused refused ->
            again(id, WebhookRefusal.of(refused, "rotate", fields));
        case WebhookOutcome.Done _, WebhookOutcome.Redelivered _, WebhookOutcome.UrlInUse _ ->
            throw new IllegalStateException("a rotation has another outcome");
      };
    } catch (ProblemException refused) {
      return again(id, WebhookRefusal.of(refused, "rotate", fields));
    }
  }

  /** Says what is lost. */
  @GetMapping("/deletion")
  ModelAndView beforeDeletion(@PathVariable String id) {
    return confirmation("webhook-deletion", id);
  }

  @PostMapping(path = "/deletion", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView delete(@PathVariable String id, FormFields fields, Origin origin) {
    return answered(
        id,
        "delete",
        fields,
        WebhooksPageController.PATH + "?done=deleted",
        () -> sent(new DeleteWebhook(number(id)), origin));
  }

  private static String path(String id, String query) {
    return WebhooksPageController.PATH + "/" + id + query;
  }

  private WebhookOutcome sent(WebhookCommand command, Origin origin) {
    return commands.send(command, origin);
  }

  /**
   * @param next the page that follows
   */
  private ModelAndView answered(
      String id, String form, FormFields fields, String next, Supplier<WebhookOutcome> act) {
    try {
      return switch (act.get()) {
        case WebhookOutcome.Done _ -> new ModelAndView(SeeOther.at(next));
        case WebhookOutcome.Redelivered(int count) ->
            new ModelAndView(SeeOther.at(path(id, "?again=" + count)));
        case WebhookOutcome.Refused refused -> again(id, WebhookRefusal.of(refused, form, fields));
        case WebhookOutcome.SecretIssued _, WebhookOutcome.UrlInUse _ ->
            throw new IllegalStateException("it makes no secret");
      };
    } catch (ProblemException refused) {
      return again(id, WebhookRefusal.of(refused, form, fields));
    }
  }

  private ModelAndView again(String id, WebhookRefusal refusal) {
    var page = page(newest(id), refusal.errors());
    page.setStatus(refusal.status());
    return page;
  }

  private static FindWebhook newest(String id) {
    return new FindWebhook(number(id), null, null);
  }

  private ModelAndView confirmation(String view, String id) {
    return new ModelAndView(view, Map.of("webhook", shown(existing(newest(id)))));
  }

  private ModelAndView page(FindWebhook query, FormErrors errors) {
    var found = existing(query);
    var model = new HashMap<String, Object>();
    model.put("webhook", shown(found));
    model.put("deliveries", found.deliveries().stream().map(ShownDelivery::of).toList());
    model.put("states", choices(query));
    model.put("newest", query.before() == null ? null : log(query.webhook(), query.state(), null));
    model.put(
        "next", found.next() == null ? null : log(query.webhook(), query.state(), found.next()));
    model.put("message", null);
    model.put("tested", null);
    model.put("errors", errors);
    return new ModelAndView("webhook", model);
  }

  private WebhookDetails existing(FindWebhook query) {
    var found =
        services
            .webhook(query)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        GeneralProblemCode.UNAVAILABLE,
                        "processor-saga does not answer. See whether it runs, and whether Axon"
                            + " Server does."));
    if (found.webhook() == null) {
      throw WebhookRefusal.notThere();
    }
    return found;
  }

  private ShownWebhook shown(WebhookDetails found) {
    return ShownWebhook.of(Objects.requireNonNull(found.webhook()), clock.instant());
  }

  private static String log(long webhook, @Nullable State state, @Nullable Long before) {
    var query = new StringJoiner("&", "?", "").setEmptyValue("");
    if (state != null) {
      query.add("state=" + state);
    }
    if (before != null) {
      query.add("before=" + before);
    }
    return WebhooksPageController.PATH + "/" + webhook + query;
  }

  private static List<StateChoice> choices(FindWebhook query) {
    var choices = new ArrayList<StateChoice>();
    choices.add(choice(query, null, "All"));
    for (var state : State.values()) {
      choices.add(choice(query, state, ShownDelivery.words(state)));
    }
    return choices;
  }

  private static StateChoice choice(FindWebhook query, @Nullable State state, String text) {
    return new StateChoice(log(query.webhook(), state, null), text, state == query.state());
  }

  private static State state(String word) {
    return Arrays.stream(State.values())
        .filter(each -> each.name().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("is none that can be chosen"));
  }

  private static long number(String id) {
    try {
      return WebhookForm.number(id);
    } catch (IllegalArgumentException none) {
      throw WebhookRefusal.notThere();
    }
  }

  /**
   * A part of the log that may be chosen.
   *
   * @param path of the page that shows it
   */
  record StateChoice(String path, String text, boolean chosen) {}
}
