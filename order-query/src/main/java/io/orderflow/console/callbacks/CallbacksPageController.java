package io.orderflow.console.callbacks;

import io.orderflow.api.OrderId;
import io.orderflow.api.process.CallbackOutcome;
import io.orderflow.api.process.ProcessCommand;
import io.orderflow.api.process.ProcessCommand.DismissCallback;
import io.orderflow.api.process.ProcessCommand.MatchCallback;
import io.orderflow.api.process.UnmatchedCallbackList;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.FormErrors;
import io.orderflow.console.page.FormFields;
import io.orderflow.console.page.SeeOther;
import io.orderflow.console.services.ServiceCommands;
import io.orderflow.console.services.ServiceQueries;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Callbacks that match no order: each is told to an order by hand, or dismissed. */
@Controller
@RequestMapping(CallbacksPageController.PATH)
class CallbacksPageController {

  static final String PATH = "/console/callbacks";

  private static final int MAX_NOTE = 500;

  private static final Map<String, String> DONE =
      Map.of(
          "matched", "The order was told.",
          "dismissed", "The callback is dismissed.");

  private final ServiceQueries services;
  private final ServiceCommands commands;

  CallbacksPageController(ServiceQueries services, ServiceCommands commands) {
    this.services = services;
    this.commands = commands;
  }

  /**
   * @param after names the callbacks before the first that is shown
   * @param done what was done just now
   */
  @GetMapping
  ModelAndView callbacks(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String done) {
    return page(after, done == null ? null : DONE.get(done), FormErrors.NONE);
  }

  @PostMapping(path = "/{id}/match", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView match(@PathVariable String id, FormFields fields, Origin origin) {
    return answered(
        "match-" + id,
        fields,
        "matched",
        () -> {
          var check = new RequestValidator();
          var order =
              check.required("/orderId", fields.entered("orderId"), CallbacksPageController::order);
          var note = check.required("/note", fields.entered("note"), PlainText.line(MAX_NOTE));
          check.refuseIfInvalid();
          return sent(
              new MatchCallback(id, Objects.requireNonNull(order), Objects.requireNonNull(note)),
              origin);
        });
  }

  @PostMapping(path = "/{id}/dismissal", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView dismiss(@PathVariable String id, FormFields fields, Origin origin) {
    return answered(
        "dismiss-" + id,
        fields,
        "dismissed",
        () -> {
          var check = new RequestValidator();
          var note = check.required("/note", fields.entered("note"), PlainText.line(MAX_NOTE));
          check.refuseIfInvalid();
          return sent(new DismissCallback(id, Objects.requireNonNull(note)), origin);
        });
  }

  /** Pasted ids often have blanks around them. */
  private static OrderId order(String text) {
    return OrderId.parse(text.strip());
  }

  private CallbackOutcome sent(ProcessCommand command, Origin origin) {
    return commands.send(command, origin);
  }

  private ModelAndView answered(
      String form, FormFields fields, String done, Supplier<CallbackOutcome> act) {
    try {
      var outcome = act.get();
      return switch (outcome.kind()) {
        case SETTLED -> new ModelAndView(SeeOther.at(PATH + "?done=" + done));
        case REFUSED ->
            again(
                HttpStatus.CONFLICT,
                "It still waits: %s. Name another order, or dismiss it.".formatted(outcome.why()),
                form,
                fields);
        case SETTLED_OTHERWISE ->
            again(HttpStatus.CONFLICT, "Another operator has settled it otherwise.", form, fields);
        case UNKNOWN ->
            again(
                HttpStatus.SERVICE_UNAVAILABLE,
                "It is not known whether the order was told. Do it again: an order is told once.",
                form,
                fields);
        case NOT_THERE ->
            throw ProblemException.of(
                GeneralProblemCode.NOT_FOUND, "There is no such callback, or not any more.");
      };
    } catch (ProblemException refused) {
      if (refused.code().status() == HttpStatus.NOT_FOUND.value()) {
        throw refused;
      }
      return again(
          HttpStatusCode.valueOf(refused.code().status()), FormErrors.of(refused, form, fields));
    }
  }

  private ModelAndView again(HttpStatusCode status, String reason, String form, FormFields fields) {
    return again(status, new FormErrors(List.of(reason), form, fields));
  }

  private ModelAndView again(HttpStatusCode status, FormErrors errors) {
    var page = page(null, null, errors);
    page.setStatus(status);
    return page;
  }

  private ModelAndView page(@Nullable String after, @Nullable String message, FormErrors errors) {
    var found = services.callbacks(after);
    var model = new HashMap<String, Object>();
    model.put(
        "callbacks",
        found.map(UnmatchedCallbackList::items).orElse(List.of()).stream()
            .map(ShownUnmatchedCallback::of)
            .toList());
    model.put(
        "total", found.map(list -> DisplayNumbers.counted(list.total(), "callback")).orElse(null));
    model.put("next", found.map(UnmatchedCallbackList::next).orElse(null));
    model.put("away", found.isPresent() ? List.of() : List.of("processor-saga"));
    model.put("message", message);
    model.put("errors", errors);
    return new ModelAndView("callbacks", model);
  }
}
