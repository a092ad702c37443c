package io.orderflow.console.attention;

import io.orderflow.bulk.BulkOperationRequest;
import io.orderflow.bulk.BulkOperations;
import io.orderflow.console.page.DisplayTime;
import io.orderflow.console.page.FormErrors;
import io.orderflow.console.page.FormFields;
import io.orderflow.console.page.SeeOther;
import io.orderflow.engine.origin.Origin;
import io.orderflow.views.attention.AttentionGroupReader;
import io.orderflow.views.list.FilteredOrders;
import io.orderflow.views.list.OrderLists;
import io.orderflow.web.problem.ProblemException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Shows what needs a person in groups, and the orders that match a filter with what may be done
 * with all of them. An action is previewed first: its form leads to the page of the operation.
 */
@Controller
@RequestMapping("/console/attention")
class AttentionPageController {

  private static final String ROWS = "20";

  private final AttentionGroupReader groups;
  private final BulkOperations operations;
  private final OrderLists orders;
  private final Clock clock;

  AttentionPageController(
      AttentionGroupReader groups, BulkOperations operations, OrderLists orders, Clock clock) {
    this.groups = groups;
    this.operations = operations;
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * @param live {@code off} leaves the page as it is
   */
  @GetMapping
  ModelAndView groups(
      @RequestParam(required = false) @Nullable String live,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
    var now = clock.instant();
    var found = groups.groups(FilteredOrders.read(new LinkedMultiValueMap<>()));
    var model =
        Map.of(
            "groups",
            found.stream()
                .limit(AttentionGroupReader.MOST_GROUPS)
                .map(group -> ShownGroup.of(group, now))
                .toList(),
            "more",
            found.size() > AttentionGroupReader.MOST_GROUPS,
            "operations",
            operations.all().stream().map(ShownOperation::of).toList(),
            "at",
            DisplayTime.of(now),
            "isLive",
            !"off".equals(live));
    return new ModelAndView(htmx == null ? "attention" : "attention :: groups", model);
  }

  /** The orders that match, as a list does. */
  @GetMapping("/orders")
  ModelAndView selection(@RequestParam MultiValueMap<String, String> parameters) {
    return selection(new SelectionAddress(parameters), FormErrors.NONE);
  }

  @PostMapping(path = "/operations", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView preview(FormFields fields, Origin origin) {
    var address = SelectionAddress.parse(fields.entered("filter"));
    var action = fields.entered("action");
    var request =
        new BulkOperationRequest(
            action, address.asFilter(), fields.entered("outcome"), fields.entered("note"));
    try {
      var made = operations.preview(request, origin.actor(), null);
      return new ModelAndView(SeeOther.at(OperationPageController.PATH + "/" + made.id()));
    } catch (ProblemException refused) {
      var page = selection(address, FormErrors.of(refused, action == null ? "" : action, fields));
      page.setStatus(HttpStatusCode.valueOf(refused.code().status()));
      return page;
    }
  }

  private ModelAndView selection(SelectionAddress address, FormErrors errors) {
    var filter = FilteredOrders.read(address.parameters()).parameters();
    filter.set("limit", ROWS);
    filter.set("count", "true");
    var page = orders.page(filter);
    return new ModelAndView(
        "selection", Map.of("selection", ShownSelection.of(address, page), "errors", errors));
  }
}
