package io.orderflow.console.board;

import io.orderflow.console.page.FormFields;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.view.RedirectView;

/** Places a demo order, and leads to its page, where it can be watched. */
@Controller
class DemoOrderController {

  private final DemoOrders demo;

  DemoOrderController(DemoOrders demo) {
    this.demo = demo;
  }

  @PostMapping(
      path = "/console/demo-orders",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  RedirectView place(
      FormFields fields,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization) {
    var chosen = fields.entered("scenario");
    var scenario =
        demo.offered().stream()
            .filter(each -> each.name().equals(chosen))
            .findFirst()
            .orElseThrow(
                () ->
                    ProblemException.of(
                        GeneralProblem.NOT_FOUND, "No such demo order is offered here."));
    var there =
        new RedirectView("/console/orders/" + demo.place(scenario, authorization) + "?done=placed");
    there.setHttp10Compatible(false);
    there.setStatusCode(HttpStatus.SEE_OTHER);
    return there;
  }
}
