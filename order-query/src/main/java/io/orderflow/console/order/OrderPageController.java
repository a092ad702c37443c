package io.orderflow.console.order;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.console.page.FormErrors;
import io.orderflow.console.page.FormFields;
import io.orderflow.console.page.SeeOther;
import io.orderflow.console.services.ServiceQueries;
import io.orderflow.engine.origin.Origin;
import io.orderflow.views.history.VisibleOrder;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.security.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page of an order, and its forms. A form that was carried out leads back to the page, so that
 * loading it again sends nothing again; one that was not is shown again with the reason.
 */
@Controller
@RequestMapping("/console/orders/{id}")
class OrderPageController {

  /** What a page tells of a form that was carried out. */
  private static final Map<String, String> DONE =
      Map.of(
          "cancel", "The order is being cancelled.",
          "retry", "It is tried again now.",
          "resolve", "It counts as done.",
          "nothing", "That was done before; nothing has changed.",
          "placed", "The order is placed. Watch it go its way.");

  private final OrderPageReader reader;
  private final AddressReader addresses;
  private final ListedStatusReader listed;
  private final ServiceQueries services;
  private final OperatorCommands commands;

  OrderPageController(
      OrderPageReader reader,
      AddressReader addresses,
      ListedStatusReader listed,
      ServiceQueries services,
      OperatorCommands commands) {
    this.reader = reader;
    this.addresses = addresses;
    this.listed = listed;
    this.services = services;
    this.commands = commands;
  }

  /**
   * @param shown the offers that htmx shows: they are sent anew only if they have changed, since
   *     words may have been entered in their forms
   */
  @GetMapping
  CompletableFuture<ModelAndView> order(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String done,
      @RequestParam(required = false) @Nullable String shown,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
    var found = find(VisibleOrder.of(id, caller));
    if (htmx != null) {
      return found.thenApply(
          order ->
              new ModelAndView(
                  "order :: update",
                  Map.of("order", order, "offersChanged", !order.offered().equals(shown))));
    }
    var message = done == null ? null : DONE.get(done);
    return found.thenApply(order -> page(order, Refusal.NONE, message));
  }

  @GetMapping("/events")
  CompletableFuture<ModelAndView> events(Caller caller, @PathVariable String id) {
    var order = VisibleOrder.of(id, caller);
    return reader
        .events(order)
        .thenApply(
            events ->
                new ModelAndView(
                    "events", Map.of("id", order.orderId().toString(), "events", events)));
  }

  @PostMapping(path = "/cancel", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  CompletableFuture<ModelAndView> cancel(
      Caller caller, @PathVariable String id, FormFields fields, Origin origin) {
    return answer(
        new Asked(VisibleOrder.of(id, caller), "cancel", fields, origin), AnsweredForm::cancel);
  }

  @PostMapping(path = "/retry", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  CompletableFuture<ModelAndView> retry(
      Caller caller, @PathVariable String id, FormFields fields, Origin origin) {
    return answer(
        new Asked(VisibleOrder.of(id, caller), "retry", fields, origin), AnsweredForm::retry);
  }

  @PostMapping(path = "/resolve", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  CompletableFuture<ModelAndView> resolve(
      Caller caller, @PathVariable String id, FormFields fields, Origin origin) {
    return answer(
        new Asked(VisibleOrder.of(id, caller), "resolve", fields, origin), AnsweredForm::resolve);
  }

  private CompletableFuture<ModelAndView> answer(
      Asked asked, Function<AnsweredForm, OrderCommand> reading) {
    OrderCommand command;
    try {
      command = reading.apply(new AnsweredForm(asked.order().orderId(), asked.fields()));
    } catch (ProblemException invalid) {
      return again(asked, Refusal.of(invalid), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return switch (commands.send(command, asked.origin())) {
      case OrderOutcome.Accepted accepted ->
          CompletableFuture.completedFuture(
              back(asked, accepted.changedNothing() ? "nothing" : asked.action()));
      case OrderOutcome.Refused refused when refused.code() == OrderOutcome.Code.ORDER_NOT_FOUND ->
          throw VisibleOrder.notFound();
      case OrderOutcome.Refused refused ->
          again(asked, new Refusal(List.of(refused.detail())), HttpStatus.CONFLICT);
    };
  }

  private CompletableFuture<ModelAndView> again(Asked asked, Refusal refusal, HttpStatus status) {
    return find(asked.order())
        .thenApply(
            order -> {
              var page = page(order, refusal.entered(asked.fields()), null);
              page.setStatus(status);
              return page;
            });
  }

  private CompletableFuture<ShownOrder> find(VisibleOrder order) {
    var address = addresses.linesOf(order.orderId());
    var letters = services.deadLettersOf(order.orderId());
    return reader
        .read(order)
        .thenCompose(
            read ->
                listed
                    .differing(read.order())
                    .thenCombine(letters, ShownOrder.Beside::new)
                    .thenCombine(address, (beside, lines) -> ShownOrder.of(read, lines, beside)));
  }

  private static ModelAndView page(ShownOrder order, Refusal refusal, @Nullable String message) {
    var model = new HashMap<String, Object>();
    model.put("order", order);
    model.put("refusal", refusal);
    model.put("message", message);
    model.put("offersChanged", false);
    return new ModelAndView("order", model);
  }

  private static ModelAndView back(Asked asked, String done) {
    return new ModelAndView(
        SeeOther.at("/console/orders/" + asked.order().orderId() + "?done=" + done));
  }

  /** A form as it was sent. */
  private record Asked(VisibleOrder order, String action, FormFields fields, Origin origin) {}

  /**
   * Why a form was not carried out, and what was entered in it.
   *
   * @param key of the offer whose form it was; empty without one
   */
  record Refusal(List<String> reasons, String key, String note, String outcome) {

    static final Refusal NONE = new Refusal(List.of());

    Refusal(List<String> reasons) {
      this(reasons, "", "", "");
    }

    static Refusal of(ProblemException invalid) {
      return new Refusal(FormErrors.sentences(invalid));
    }

    Refusal entered(FormFields fields) {
      return new Refusal(
          reasons, text(fields, "key"), text(fields, "note"), text(fields, "outcome"));
    }

    private static String text(FormFields fields, String name) {
      var entered = fields.entered(name);
      return entered == null ? "" : entered;
    }
  }
}
