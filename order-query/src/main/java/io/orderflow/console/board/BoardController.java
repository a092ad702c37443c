package io.orderflow.console.board;

import io.orderflow.console.partners.ShownSwitch;
import io.orderflow.console.services.ServiceQueries;
import io.orderflow.web.security.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The first page of the console. htmx asks for its numbers every few seconds. */
@Controller
class BoardController {

  private final BoardReader reader;
  private final DemoOrders demo;
  private final ServiceQueries services;

  BoardController(BoardReader reader, DemoOrders demo, ServiceQueries services) {
    this.reader = reader;
    this.demo = demo;
    this.services = services;
  }

  /**
   * @param live {@code off} leaves the numbers as they are
   */
  @GetMapping("/console")
  ModelAndView board(
      Caller caller,
      @RequestParam(required = false) @Nullable String live,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
    var model =
        Map.of(
            "board", ShownBoard.of(reader.read()),
            "isLive", !"off".equals(live),
            "scenarios", demo.offeredTo(caller),
            "off", ShownSwitch.off(services.services().switches()));
    return new ModelAndView(htmx == null ? "board" : "board :: numbers", model);
  }
}
