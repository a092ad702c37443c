package io.orderflow.console.partners;

import io.orderflow.api.operations.OperationsCommand.SetSwitch;
import io.orderflow.api.operations.OperationsOutcome;
import io.orderflow.api.process.PartnerReport;
import io.orderflow.console.page.DisplayTime;
import io.orderflow.console.page.FormErrors;
import io.orderflow.console.page.FormFields;
import io.orderflow.console.page.SeeOther;
import io.orderflow.console.services.ServiceCommands;
import io.orderflow.console.services.ServiceQueries;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.admin.SwitchRequest;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** How each partner answers and what waits for it, with the switches of orders and partners. */
@Controller
@RequestMapping(PartnersPageController.PATH)
class PartnersPageController {

  static final String PATH = "/console/partners";

  /** Processors have a page of their own. */
  private static final String OF_PROCESSOR = "processor-";

  private static final String OF_PARTNER = "asking-";

  private final ServiceQueries services;
  private final ServiceCommands commands;
  private final Clock clock;

  PartnersPageController(ServiceQueries services, ServiceCommands commands, Clock clock) {
    this.services = services;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * @param live {@code off} leaves the page as it is
   */
  @GetMapping
  ModelAndView partners(
      @RequestParam(required = false) @Nullable String live,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
    return page(FormErrors.NONE, !"off".equals(live), htmx == null ? "" : " :: numbers");
  }

  @PostMapping(
      path = "/switches/{name}/{state:on|off}",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView set(
      @PathVariable String name, @PathVariable String state, FormFields fields, Origin origin) {
    try {
      var wanted =
          new SwitchRequest("on".equals(state) ? "ON" : "OFF", fields.entered("reason")).checked();
      if (commands.send(new SetSwitch(name, wanted.on(), wanted.reason()), origin)
          instanceof OperationsOutcome.SwitchSet) {
        return new ModelAndView(SeeOther.at(PATH));
      }
      throw ProblemException.of(GeneralProblemCode.NOT_FOUND, "There is no such switch.");
    } catch (ProblemException refused) {
      if (refused.code().status() == HttpStatus.NOT_FOUND.value()) {
        throw refused;
      }
      var page = page(FormErrors.of(refused, name, fields), false, "");
      page.setStatus(HttpStatusCode.valueOf(refused.code().status()));
      return page;
    }
  }

  private ModelAndView page(FormErrors errors, boolean isLive, String part) {
    var now = clock.instant();
    var found = services.services();
    var report = services.partners();
    var switches =
        found.switches().stream()
            .filter(each -> !each.name().startsWith(OF_PROCESSOR))
            .map(ShownSwitch::of)
            .toList();
    var model = new HashMap<String, Object>();
    model.put(
        "partners",
        report.map(PartnerReport::partners).orElse(List.of()).stream()
            .map(
                partner ->
                    ShownPartner.of(
                        partner,
                        switches.stream()
                            .filter(each -> each.name().equals(partner.switchName()))
                            .findFirst()
                            .orElse(null),
                        now))
            .toList());
    model.put("node", report.map(PartnerReport::node).orElse(null));
    model.put("since", report.map(PartnerReport::since).map(DisplayTime::of).orElse(null));
    model.put("switches", switches);
    model.put("off", switches.stream().filter(ShownSwitch::off).toList());
    model.put(
        "others", switches.stream().filter(each -> !each.name().startsWith(OF_PARTNER)).toList());
    model.put("away", found.away());
    model.put("at", DisplayTime.of(now));
    model.put("isLive", isLive);
    model.put("errors", errors);
    return new ModelAndView("partners" + part, model);
  }
}
