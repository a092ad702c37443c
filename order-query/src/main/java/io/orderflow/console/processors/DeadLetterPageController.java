package io.orderflow.console.processors;

import io.orderflow.api.operations.DeadLetterAnswer;
import io.orderflow.api.operations.OperationsCommand;
import io.orderflow.api.operations.OperationsCommand.DiscardDeadLetter;
import io.orderflow.api.operations.OperationsCommand.RetryDeadLetter;
import io.orderflow.api.operations.OperationsCommand.RetryDeadLetters;
import io.orderflow.api.operations.OperationsOutcome;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
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
import java.util.Objects;
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
import org.springframework.web.servlet.view.RedirectView;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters of one cause, and one of them whole. Both can be retried. */
@Controller
@RequestMapping(DeadLetterPageController.PATH)
class DeadLetterPageController {

  static final String PATH = ProcessorsPageController.PATH + "/dead-letters";

  private static final int MAX_NOTE = 500;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ServiceQueries services;
  private final ServiceCommands commands;

  DeadLetterPageController(ServiceQueries services, ServiceCommands commands) {
    this.services = services;
    this.commands = commands;
  }

  /**
   * All, or those of one processor and cause.
   *
   * @param handled how many a retry has settled just now
   * @param failed how many failed again
   * @param discarded whether one was discarded just now
   */
  @GetMapping
  ModelAndView letters(
      @RequestParam(required = false) @Nullable String processor,
      @RequestParam(required = false) @Nullable String cause,
      @RequestParam(required = false) @Nullable Long handled,
      @RequestParam(required = false) @Nullable Long discarded,
      @RequestParam(required = false) @Nullable Long failed) {
    var model = new HashMap<String, Object>();
    model.put("letters", ShownLetters.of(services.deadLetters(processor, cause)));
    model.put(
        "settled",
        services.settledLetters(processor).stream().map(ShownLetters.Settled::of).toList());
    model.put("processor", processor);
    model.put("cause", cause);
    model.put("retried", handled == null || failed == null ? null : sentence(handled, failed));
    model.put("discarded", discarded == null || processor == null ? null : without(processor));
    model.put("good", failed != null && failed == 0);
    model.put("away", services.services().away());
    return new ModelAndView("letters", model);
  }

  /**
   * @param failed whether it was retried just now, in vain
   */
  @GetMapping("/{processor}/{order}")
  ModelAndView letter(
      @PathVariable String processor,
      @PathVariable String order,
      @RequestParam(required = false) @Nullable Long failed) {
    return one(processor, order, failed, FormErrors.NONE);
  }

  private ModelAndView one(
      String processor, String order, @Nullable Long failed, FormErrors errors) {
    var found =
        services.deadLetter(processor, order).orElseThrow(DeadLetterPageController::notThere);
    var model = new HashMap<String, Object>();
    model.put("letter", ShownLetters.Letter.of(found.item()));
    model.put("cause", found.cause());
    model.put("payload", payload(found));
    model.put("occurredAt", found.occurredAt() == null ? null : DisplayTime.of(found.occurredAt()));
    model.put("trace", found.trace());
    model.put("failed", failed != null);
    model.put("discardable", found.discardable());
    model.put("ofView", isOfView(processor));
    model.put("errors", errors);
    return new ModelAndView("letter", model);
  }

  private boolean isOfView(String processor) {
    return services.services().answers().stream()
        .flatMap(answer -> answer.processors().stream())
        .anyMatch(each -> each.name().equals(processor) && each.replayable());
  }

  /** A view or a publisher goes on without the events. */
  @PostMapping(
      path = "/{processor}/{order}/discard",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView discard(
      @PathVariable String processor,
      @PathVariable String order,
      FormFields fields,
      Origin origin) {
    try {
      var check = new RequestValidator();
      var note = check.required("/note", fields.entered("note"), PlainText.line(MAX_NOTE));
      check.refuseIfInvalid();
      var command = new DiscardDeadLetter(processor, order, Objects.requireNonNull(note));
      return switch (commands.send(command, origin)) {
        case OperationsOutcome.Discarded _ ->
            new ModelAndView(SeeOther.at(PATH + "?processor=" + processor + "&discarded=1"));
        case OperationsOutcome.Refused(var why) ->
            again(
                HttpStatus.CONFLICT,
                processor,
                order,
                new FormErrors(List.of(why), "discard", fields));
        case OperationsOutcome.NotThere _,
            OperationsOutcome.Retried _,
            OperationsOutcome.SwitchSet _ ->
            throw notThere();
      };
    } catch (ProblemException refused) {
      if (refused.code().status() == HttpStatus.NOT_FOUND.value()) {
        throw refused;
      }
      return again(
          HttpStatusCode.valueOf(refused.code().status()),
          processor,
          order,
          FormErrors.of(refused, "discard", fields));
    }
  }

  private ModelAndView again(
      HttpStatusCode status, String processor, String order, FormErrors errors) {
    var page = one(processor, order, null, errors);
    page.setStatus(status);
    return page;
  }

  /** One that failed again is shown again, with the new reason. */
  @PostMapping(
      path = "/{processor}/{order}/retry",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  RedirectView retry(@PathVariable String processor, @PathVariable String order, Origin origin) {
    var retried = sent(new RetryDeadLetter(processor, order), origin);
    return retried.failed() > 0
        ? SeeOther.at(PATH + "/" + processor + "/" + order + "?failed=1")
        : answered(processor, retried);
  }

  @PostMapping(
      path = "/{processor}/causes/{cause}/retry",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  RedirectView retryAll(@PathVariable String processor, @PathVariable String cause, Origin origin) {
    return answered(processor, sent(new RetryDeadLetters(processor, cause), origin));
  }

  private OperationsOutcome.Retried sent(OperationsCommand command, Origin origin) {
    if (commands.send(command, origin) instanceof OperationsOutcome.Retried retried) {
      return retried;
    }
    throw notThere();
  }

  private static RedirectView answered(String processor, OperationsOutcome.Retried retried) {
    return SeeOther.at(
        PATH
            + "?processor=%s&handled=%d&failed=%d"
                .formatted(processor, retried.handled(), retried.failed()));
  }

  private static @Nullable String payload(DeadLetterAnswer.Whole letter) {
    var json = letter.payload();
    return json == null
        ? null
        : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
  }

  private String without(String processor) {
    return isOfView(processor)
        ? "It is discarded. The order is incomplete in the view until it is built anew by a replay."
        : "It is discarded. The receiver never gets these events.";
  }

  private static String sentence(long handled, long failed) {
    var settled = DisplayNumbers.counted(handled, "dead letter") + " settled";
    return failed == 0
        ? settled + "."
        : settled + ", " + DisplayNumbers.number(failed) + " failed again for the reason below.";
  }

  private static ProblemException notThere() {
    return ProblemException.of(
        GeneralProblemCode.NOT_FOUND,
        "It may have been retried already, or its service does not answer.");
  }
}
