package io.orderflow.bulk;

import io.orderflow.api.Step;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.views.list.FilteredOrders;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;

/**
 * Asks for one action on many orders.
 *
 * @param filter by the names of a list's filters, each with a text or a list of texts
 * @param outcome of shipments that are resolved
 */
public record BulkOperationRequest(
    @Nullable String action,
    @Nullable Map<String, Object> filter,
    @Nullable String outcome,
    @Nullable String note) {

  private static final int MAX_NOTE = 500;
  private static final String FILTER = "/filter";
  private static final String ATTENTION = "attention";

  /**
   * @throws ProblemException that names every invalid field
   */
  Checked check() {
    var check = new RequestValidator();
    var checkedAction = check.required("/action", action, BulkAction::of);
    var values = check.required(FILTER, filter, given -> values(check, given));
    var resolution =
        check.optional(
            "/outcome", outcome, word -> RequestValidator.word(ShipmentResolution.class, word));
    var checkedNote = check.required("/note", note, PlainText.line(MAX_NOTE));
    check.refuseIfInvalid();
    if (checkedAction == null || values == null || checkedNote == null) {
      throw new IllegalStateException("required fields are checked");
    }
    var orders = orders(check, values);
    checkTogether(check, checkedAction, values, resolution);
    check.refuseIfInvalid();
    return new Checked(
        checkedAction, values, Objects.requireNonNull(orders), resolution, checkedNote);
  }

  private static Map<String, List<String>> values(
      RequestValidator check, Map<String, Object> given) {
    var values = new TreeMap<String, List<String>>();
    given.forEach(
        (name, value) -> {
          if (value instanceof String text) {
            values.put(name, List.of(text));
          } else if (value instanceof List<?> list
              && !list.isEmpty()
              && list.stream().allMatch(String.class::isInstance)) {
            values.put(name, list.stream().map(String.class::cast).toList());
          } else {
            check.wrong(FILTER + "/" + name, "must be a text or a list of texts");
          }
        });
    return values;
  }

  private static @Nullable FilteredOrders orders(
      RequestValidator check, Map<String, List<String>> values) {
    var parameters = new LinkedMultiValueMap<String, String>();
    values.forEach(parameters::put);
    try {
      return FilteredOrders.read(parameters);
    } catch (ProblemException invalid) {
      invalid.errors().forEach(error -> check.wrong(FILTER + error.pointer(), error.detail()));
      return null;
    }
  }

  private static void checkTogether(
      RequestValidator check,
      BulkAction action,
      Map<String, List<String>> values,
      @Nullable ShipmentResolution resolution) {
    if (values.isEmpty()) {
      check.wrong(FILTER, "must name at least one filter: no action is meant for all orders");
    }
    var attention = values.getOrDefault(ATTENTION, List.of());
    if (action.answersAttentions() && attention.isEmpty()) {
      check.wrong(FILTER + "/" + ATTENTION, "is required: it says which attentions are answered");
    }
    boolean oneStep =
        attention.size() == 1
            && Arrays.stream(Step.values())
                .anyMatch(step -> step.name().equals(attention.getFirst()));
    if (action == BulkAction.RESOLVE && !attention.isEmpty() && !oneStep) {
      check.wrong(FILTER + "/" + ATTENTION, "must name one step: the others are settled otherwise");
    }
    boolean needsOutcome =
        action == BulkAction.RESOLVE && attention.equals(List.of(Step.SHIPPING.name()));
    if (needsOutcome && resolution == null) {
      check.wrong("/outcome", "is required for SHIPPING");
    }
    if (!needsOutcome && resolution != null) {
      check.wrong("/outcome", "is only for SHIPPING that is resolved");
    }
  }

  /**
   * @param filter the same as {@code orders}, as it was given
   */
  record Checked(
      BulkAction action,
      Map<String, List<String>> filter,
      FilteredOrders orders,
      @Nullable ShipmentResolution outcome,
      String note) {}
}
