package io.orderflow.console.processors;

import io.orderflow.api.process.ResendCommand.ConfirmResend;
import io.orderflow.api.process.ResendCommand.PreviewResend;
import io.orderflow.api.process.ResendOutcome;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
import io.orderflow.console.page.FormErrors;
import io.orderflow.console.page.FormFields;
import io.orderflow.console.page.SeeOther;
import io.orderflow.console.services.ServiceCommands;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.util.HashMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Has a publisher send again from a time on: a preview first, then its confirmation. */
@Controller
@RequestMapping(ProcessorsPageController.PATH + "/{name}/resend")
class ResendPageController {

  private static final String PROCESSORS = "integration-";
  private static final Set<String> PUBLISHERS = Set.of("kafka", "rabbitmq");
  private static final int MAX_NOTE = 500;

  private final ServiceCommands commands;

  ResendPageController(ServiceCommands commands) {
    this.commands = commands;
  }

  /** Whether the processor is that of a publisher that may send again. */
  static boolean isOffered(String processor) {
    return processor.startsWith(PROCESSORS)
        && PUBLISHERS.contains(processor.substring(PROCESSORS.length()));
  }

  @GetMapping
  ModelAndView form(@PathVariable String name) {
    publisher(name);
    return page(name, null, FormErrors.NONE);
  }

  /** Sends nothing. */
  @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView preview(@PathVariable String name, FormFields fields, Origin origin) {
    var publisher = publisher(name);
    try {
      var check = new RequestValidator();
      var from = check.required("/from", fields.entered("from"), String::strip);
      check.refuseIfInvalid();
      var outcome =
          commands.send(new PreviewResend(publisher, Objects.requireNonNull(from)), origin);
      return outcome.preview() == null
          ? refused(name, outcome, fields)
          : page(name, outcome.preview(), new FormErrors(outcome.refusals(), "preview", fields));
    } catch (ProblemException refused) {
      return again(name, refused, fields);
    }
  }

  @PostMapping(path = "/confirmation", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView confirm(@PathVariable String name, FormFields fields, Origin origin) {
    var publisher = publisher(name);
    try {
      var check = new RequestValidator();
      var preview = check.required("/preview", fields.entered("preview"), PlainText::exact);
      var count = check.required("/count", fields.entered("count"), ResendPageController::number);
      var note = check.required("/note", fields.entered("note"), PlainText.line(MAX_NOTE));
      check.refuseIfInvalid();
      var outcome =
          commands.send(
              new ConfirmResend(
                  publisher,
                  Objects.requireNonNull(preview),
                  Objects.requireNonNull(count),
                  Objects.requireNonNull(note)),
              origin);
      return outcome.preview() == null
          ? repeatable(refused(name, outcome, fields), fields)
          : new ModelAndView(SeeOther.at(ProcessorsPageController.PATH));
    } catch (ProblemException refused) {
      return repeatable(again(name, refused, fields), fields);
    }
  }

  private static String publisher(String processor) {
    if (!isOffered(processor)) {
      throw ProblemException.of(GeneralProblemCode.NOT_FOUND, "Open the page of the processors.");
    }
    return processor.substring(PROCESSORS.length());
  }

  private static ModelAndView refused(String name, ResendOutcome outcome, FormFields fields) {
    var page = page(name, null, new FormErrors(outcome.refusals(), "preview", fields));
    page.setStatus(HttpStatus.CONFLICT);
    return page;
  }

  private static ModelAndView again(String name, ProblemException refused, FormFields fields) {
    var page = page(name, null, FormErrors.of(refused, "preview", fields));
    page.setStatus(HttpStatusCode.valueOf(refused.code().status()));
    return page;
  }

  /** The same confirmation is safe to repeat; another preview would be sent besides. */
  private static ModelAndView repeatable(ModelAndView page, FormFields fields) {
    return page.addObject("again", fields.entered("preview"));
  }

  private static ModelAndView page(
      String name, ResendOutcome.@Nullable Preview preview, FormErrors errors) {
    var model = new HashMap<String, Object>();
    model.put("name", name);
    model.put("preview", preview == null ? null : Shown.of(preview));
    model.put("again", null);
    model.put("errors", errors);
    return new ModelAndView("resend", model);
  }

  private static long number(String text) {
    if (!text.strip().matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("must be the number of events");
    }
    return Long.parseLong(text.strip());
  }

  /**
   * A preview, as it is shown.
   *
   * @param count as it is entered to confirm
   * @param what the events and orders, in words
   */
  record Shown(
      String id,
      long count,
      String what,
      boolean complete,
      DisplayTime firstAt,
      DisplayTime lastAt,
      DisplayTime expiresAt) {

    static Shown of(ResendOutcome.Preview preview) {
      return new Shown(
          preview.id(),
          preview.count(),
          DisplayNumbers.counted(preview.count(), "event")
              + " of "
              + DisplayNumbers.counted(preview.orders(), "order"),
          preview.complete(),
          DisplayTime.of(preview.firstAt()),
          DisplayTime.of(preview.lastAt()),
          DisplayTime.of(preview.expiresAt()));
    }
  }
}
