package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Kinds of tasks that must not wait for each other. Their labels are stored: never to be changed.
 */
enum Lane {
  STOCK,
  PAYMENT,
  PROCESSING,
  SHIPPING,
  COMMAND;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Set<String> labels() {
    return Arrays.stream(values()).map(Lane::label).collect(Collectors.toUnmodifiableSet());
  }

  static Lane of(Action.Task task) {
    return switch (task) {
      case Action.Request(var step, _, _) -> of(step);
      case Action.Compensate(var step, _, _) -> of(step);
      case Action.Abandon _, Action.RaiseAttention _, Action.CompleteCancellation _ -> COMMAND;
    };
  }

  private static Lane of(Step step) {
    return switch (step) {
      case STOCK -> STOCK;
      case PAYMENT -> PAYMENT;
      case PROCESSING -> PROCESSING;
      case SHIPPING, DELIVERY -> SHIPPING;
    };
  }
}
