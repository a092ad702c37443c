package io.orderflow.console.processors;

import io.orderflow.api.operations.OperationsCommand.SetSwitch;
import io.orderflow.api.operations.OperationsOutcome;
import io.orderflow.console.page.DisplayTime;
import io.orderflow.console.page.FormErrors;
import io.orderflow.console.page.FormFields;
import io.orderflow.console.page.SeeOther;
import io.orderflow.console.services.ServiceCommands;
import io.orderflow.console.services.ServiceQueries;
import io.orderflow.engine.origin.Origin;
import io.orderflow.views.check.CheckService;
import io.orderflow.views.replay.ReplayOperations;
import io.orderflow.web.admin.ProcessorProblemCode;
import io.orderflow.web.admin.SwitchRequest;
import io.orderflow.web.problem.ProblemException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The event processors of all services, the replay and the check of the view. */
@Controller
@RequestMapping(ProcessorsPageController.PATH)
class ProcessorsPageController {

  static final String PATH = "/console/processors";

  private final ServiceQueries services;
  private final ServiceCommands commands;
  private final ReplayOperations replays;
  private final CheckService checks;
  private final Clock clock;

  ProcessorsPageController(
      ServiceQueries services,
      ServiceCommands commands,
      ReplayOperations replays,
      CheckService checks,
      Clock clock) {
    this.services = services;
    this.commands = commands;
    this.replays = replays;
    this.checks = checks;
    this.clock = clock;
  }

  /**
   * @param live {@code off} leaves the page as it is
   */
  @GetMapping
  ModelAndView processors(
      @RequestParam(required = false) @Nullable String live,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
    return page(FormErrors.NONE, !"off".equals(live), htmx == null ? "" : " :: numbers");
  }

  /** A processor is paused by its switch, on all nodes. */
  @PostMapping(
      path = "/{name}/{state:pause|resume}",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView set(
      @PathVariable String name, @PathVariable String state, FormFields fields, Origin origin) {
    return answered(
        state + "-" + name,
        fields,
        () -> {
          var wanted =
              new SwitchRequest("resume".equals(state) ? "ON" : "OFF", fields.entered("reason"))
                  .checked();
          var outcome =
              commands.send(
                  new SetSwitch("processor-" + name, wanted.on(), wanted.reason()), origin);
          return outcome instanceof OperationsOutcome.SwitchSet
              ? Optional.of(outcome)
              : Optional.empty();
        });
  }

  @PostMapping(path = "/replays", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView replay(FormFields fields) {
    return answered("replay", fields, () -> Optional.of(replays.start()));
  }

  @PostMapping(
      path = "/replays/{id}/cancel",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView cancelReplay(@PathVariable String id, FormFields fields) {
    return answered("replay", fields, () -> replays.cancel(id));
  }

  @PostMapping(path = "/checks", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView check(FormFields fields) {
    return answered("check", fields, () -> Optional.of(checks.start()));
  }

  @PostMapping(path = "/checks/{id}/cancel", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView cancelCheck(@PathVariable String id, FormFields fields) {
    return answered("check", fields, () -> checks.cancel(id));
  }

  /**
   * @param act empty where what it is about is not there
   */
  private ModelAndView answered(String form, FormFields fields, Supplier<Optional<?>> act) {
    try {
      if (act.get().isEmpty()) {
        throw ProblemException.of(
            ProcessorProblemCode.PROCESSOR_NOT_FOUND, "Open the page of the processors.");
      }
      return new ModelAndView(SeeOther.at(PATH));
    } catch (ProblemException refused) {
      if (refused.code() == ProcessorProblemCode.PROCESSOR_NOT_FOUND) {
        throw refused;
      }
      var page = page(FormErrors.of(refused, form, fields), false, "");
      page.setStatus(HttpStatusCode.valueOf(refused.code().status()));
      return page;
    }
  }

  private ModelAndView page(FormErrors errors, boolean isLive, String part) {
    var found = services.services();
    var model = new HashMap<String, Object>();
    model.put(
        "processors",
        found.answers().stream()
            .flatMap(answer -> answer.processors().stream())
            .map(ShownProcessor::of)
            .toList());
    model.put("away", found.away());
    model.put("letters", ShownLetters.of(services.deadLetters(null, null)));
    model.put("replay", replays.newest().map(ShownReplay::of).orElse(null));
    model.put("check", checks.newest().map(ShownCheck::of).orElse(null));
    model.put("at", DisplayTime.of(clock.instant()));
    model.put("isLive", isLive);
    model.put("errors", errors);
    return new ModelAndView("processors" + part, model);
  }
}
