package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Kinds of tasks that must not wait for each other. Their labels are stored: never to be changed.
 */
enum TaskLane {
  STOCK,
  PAYMENT,
  PROCESSING,
  SHIPPING,
  COMMAND;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Set<String> labels() {
    return Arrays.stream(values()).map(TaskLane::label).collect(Collectors.toUnmodifiableSet());
  }

  static TaskLane of(FulfillmentAction.Task task) {
    return switch (task) {
      case FulfillmentAction.Request(var step, _, _) -> of(step);
      case FulfillmentAction.Compensate(var step, _, _) -> of(step);
      case FulfillmentAction.Abandon _,
          FulfillmentAction.RaiseAttention _,
          FulfillmentAction.CompleteCancellation _ ->
          COMMAND;
    };
  }

  private static TaskLane of(Step step) {
    return switch (step) {
      case STOCK -> STOCK;
      case PAYMENT -> PAYMENT;
      case PROCESSING -> PROCESSING;
      case SHIPPING, DELIVERY -> SHIPPING;
    };
  }
}
