package io.orderflow.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * CPU milliseconds of each process.
 *
 * @param together what the processes of orderflow and what it stands on are called as one
 * @param orderflow those, by name
 * @param others who ask orderflow or are asked by it
 */
record ProcessCpu(String together, Map<String, Double> orderflow, Map<String, Double> others) {

  static final String APPLICATION = "application";
  static final String POSTGRES = "PostgreSQL";
  static final String SIMULATOR = "simulator";
  static final String GENERATOR = "generator";

  ProcessCpu since(ProcessCpu earlier) {
    return new ProcessCpu(
        together,
        each(orderflow, earlier.orderflow, (now, before) -> now - before),
        each(others, earlier.others, (now, before) -> now - before));
  }

  ProcessCpu dividedBy(double divisor) {
    return new ProcessCpu(
        together,
        each(orderflow, orderflow, (value, _) -> value / divisor),
        each(others, others, (value, _) -> value / divisor));
  }

  double of(String process) {
    var value = orderflow.getOrDefault(process, others.get(process));
    if (value == null) {
      throw new IllegalArgumentException("no such process: " + process);
    }
    return value;
  }

  double sum() {
    return orderflow.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static Map<String, Double> each(
      Map<String, Double> values, Map<String, Double> second, BinaryOperator<Double> change) {
    var changed = new LinkedHashMap<String, Double>();
    values.forEach(
        (process, value) ->
            changed.put(process, change.apply(value, second.getOrDefault(process, 0.0))));
    return changed;
  }
}
