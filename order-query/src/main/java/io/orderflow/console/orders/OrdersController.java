package io.orderflow.console.orders;

import io.orderflow.console.page.SeeOther;
import io.orderflow.views.list.OrderLists;
import io.orderflow.views.list.OrderPage;
import io.orderflow.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The list of orders. What it shows is in its address alone, so that it can be kept and sent. htmx
 * asks for the part of the page that changes.
 */
@Controller
class OrdersController {

  private static final String PAGE = "orders";

  private final OrderLists orders;

  OrdersController(OrderLists orders) {
    this.orders = orders;
  }

  @GetMapping(OrdersAddress.PATH)
  ModelAndView list(
      @RequestParam MultiValueMap<String, String> parameters,
      HttpServletRequest request,
      HttpServletResponse response) {
    var address = OrdersAddress.sent(parameters);
    if (isForPart(request)) {
      var part = request.getHeader("HX-Target");
      if (!"results".equals(part)) {
        response.setHeader("HX-Push-Url", address.path());
      }
      return shown(address, "results".equals(part) ? "results" : "list");
    }
    // A form sends its empty fields too.
    return address.parameters().equals(parameters) ? shown(address, null) : moved(address);
  }

  @GetMapping(OrdersAddress.PATH + ".csv")
  void download(
      @RequestParam MultiValueMap<String, String> parameters, HttpServletResponse response)
      throws IOException {
    new OrdersDownload(orders, OrdersAddress.sent(parameters).ofList()).writeTo(response);
  }

  private ModelAndView shown(OrdersAddress address, @Nullable String part) {
    try {
      var page = orders.page(asked(address, part));
      return page(address, part, List.of(), page);
    } catch (ProblemException refused) {
      if (refused.code().status() != HttpStatus.BAD_REQUEST.value()) {
        throw refused;
      }
      var page = page(address, part, wrong(refused), null);
      // htmx shows only what succeeded.
      page.setStatus(part == null ? HttpStatus.BAD_REQUEST : HttpStatus.OK);
      return page;
    }
  }

  private static List<ProblemException.InvalidField> wrong(ProblemException refused) {
    return refused.errors().isEmpty()
        ? List.of(new ProblemException.InvalidField("/cursor", refused.detail()))
        : refused.errors();
  }

  /** Counted when the list is opened, and not with every change of its rows. */
  private static MultiValueMap<String, String> asked(OrdersAddress address, @Nullable String part) {
    var asked = new LinkedMultiValueMap<>(address.ofList());
    if (!"results".equals(part) && !address.isLater()) {
      asked.set("count", "true");
    }
    return asked;
  }

  private static ModelAndView page(
      OrdersAddress address,
      @Nullable String part,
      List<ProblemException.InvalidField> wrong,
      @Nullable OrderPage page) {
    var shown = ListedOrders.of(address, page);
    var model = Map.of("form", new OrdersForm(address, wrong), "list", shown);
    return new ModelAndView(part == null ? PAGE : PAGE + " :: " + part, model);
  }

  private static ModelAndView moved(OrdersAddress address) {
    return new ModelAndView(SeeOther.at(address.path()));
  }

  /** A browser that goes back wants the whole page. */
  private static boolean isForPart(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null
        && request.getHeader("HX-History-Restore-Request") == null;
  }
}
