package io.orderflow.console.attention;

import io.orderflow.api.OrderId;
import io.orderflow.bulk.BulkOperations;
import io.orderflow.bulk.OrderResult;
import io.orderflow.console.page.FormErrors;
import io.orderflow.console.page.FormFields;
import io.orderflow.console.page.SeeOther;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestValidator;
import java.util.Map;
import java.util.Objects;
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

/** The page of a bulk operation: its preview, its progress, and what has become of each order. */
@Controller
@RequestMapping(OperationPageController.PATH + "/{id}")
class OperationPageController {

  static final String PATH = "/console/attention/operations";

  private static final int LINES = 50;

  private final BulkOperations operations;

  OperationPageController(BulkOperations operations) {
    this.operations = operations;
  }

  /**
   * @param result leaves only the orders with this result
   * @param after the order before the first that is shown
   */
  @GetMapping
  ModelAndView operation(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String result,
      @RequestParam(required = false) @Nullable String after,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
    var check = new RequestValidator();
    var kind = check.optional("/result", result, OrderResult.Kind::of);
    var before = check.optional("/after", after, OrderId::parse);
    check.refuseIfInvalid();
    return page(id, new Lines(kind, before), FormErrors.NONE, htmx == null ? "" : " :: operation");
  }

  @PostMapping(path = "/confirmation", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView confirm(@PathVariable String id, FormFields fields, Origin origin) {
    return answer(
        id,
        fields,
        () -> {
          var check = new RequestValidator();
          var count =
              check.required("/count", fields.entered("count"), OperationPageController::number);
          check.refuseIfInvalid();
          operations.confirm(id, Objects.requireNonNull(count), origin);
        });
  }

  @PostMapping(path = "/pause", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView pause(@PathVariable String id, FormFields fields) {
    return answer(id, fields, () -> operations.pause(id));
  }

  @PostMapping(path = "/resume", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView resume(@PathVariable String id, FormFields fields) {
    return answer(id, fields, () -> operations.resume(id));
  }

  @PostMapping(path = "/stop", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView stop(@PathVariable String id, FormFields fields) {
    return answer(id, fields, () -> operations.stop(id));
  }

  private ModelAndView answer(String id, FormFields fields, Runnable act) {
    try {
      act.run();
      return new ModelAndView(SeeOther.at(PATH + "/" + id));
    } catch (ProblemException refused) {
      if (refused.code().status() == HttpStatus.NOT_FOUND.value()) {
        throw refused;
      }
      var page = page(id, new Lines(null, null), FormErrors.of(refused, "", fields), "");
      page.setStatus(HttpStatusCode.valueOf(refused.code().status()));
      return page;
    }
  }

  private ModelAndView page(String id, Lines shown, FormErrors errors, String part) {
    var operation = operations.show(id);
    var lines = operations.orders(id, shown.result(), shown.after(), LINES + 1);
    return new ModelAndView(
        "operation" + part,
        Map.of(
            "operation",
            ShownOperation.of(operation),
            "results",
            ShownResults.of(id, shown, lines, LINES),
            "errors",
            errors));
  }

  private static int number(String text) {
    if (!text.strip().matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("must be the number of orders");
    }
    return Integer.parseInt(text.strip());
  }

  /**
   * Which lines of an operation are shown.
   *
   * @param result null for all
   * @param after null for the first
   */
  record Lines(OrderResult.@Nullable Kind result, @Nullable OrderId after) {}
}
