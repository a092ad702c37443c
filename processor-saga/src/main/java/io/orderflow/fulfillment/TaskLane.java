package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Kinds of tasks that must not wait for each other. The labels are stored: never to be changed. */
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

  /** Those in which a partner is asked. */
  static List<String> partners() {
    return Arrays.stream(values()).filter(lane -> lane != COMMAND).map(TaskLane::label).toList();
  }

  static TaskLane of(FulfillmentTask task) {
    return switch (task) {
      case FulfillmentTask.RequestStep(var step, _, _) -> of(step);
      case FulfillmentTask.CompensateStep(var step, _, _) -> of(step);
      case FulfillmentTask.Abandon _,
          FulfillmentTask.RaiseAttention _,
          FulfillmentTask.CompleteCancellation _ ->
          COMMAND;
    };
  }

  static TaskLane of(Step step) {
    return switch (step) {
      case STOCK -> STOCK;
      case PAYMENT -> PAYMENT;
      case PROCESSING -> PROCESSING;
      case SHIPPING, DELIVERY -> SHIPPING;
    };
  }
}
