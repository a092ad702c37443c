package io.orderflow.console.board;

import io.orderflow.console.page.FormFields;
import io.orderflow.console.page.SeeOther;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.security.Caller;
import io.orderflow.web.security.SentAuthorization;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
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
  RedirectView place(Caller caller, FormFields fields, SentAuthorization authorization) {
    var chosen = fields.entered("scenario");
    var scenario =
        demo.offeredTo(caller).stream()
            .filter(each -> each.name().equals(chosen))
            .findFirst()
            .orElseThrow(
                () ->
                    ProblemException.of(
                        GeneralProblemCode.NOT_FOUND, "No such demo order is offered here."));
    return SeeOther.at(
        "/console/orders/" + demo.place(scenario, authorization.header()) + "?done=placed");
  }
}
