package io.orderflow.simulation;

import java.util.Map;
import java.util.TreeMap;

/** Which kinds of state have met which kinds of signal, and how orders ended. */
final class Coverage {

  private final Map<String, Map<String, Integer>> met = new TreeMap<>();
  private final Map<String, Integer> ends = new TreeMap<>();
  private long steps;

  void met(String state, String signal) {
    met.computeIfAbsent(signal, _ -> new TreeMap<>()).merge(state, 1, Integer::sum);
  }

  void ended(String end, int afterSteps) {
    ends.merge(end, 1, Integer::sum);
    steps += afterSteps;
  }

  long steps() {
    return steps;
  }

  Map<String, Integer> ends() {
    return ends;
  }

  int pairs() {
    return met.values().stream().mapToInt(Map::size).sum();
  }

  /** One line per signal, one column per state. */
  String table() {
    var states =
        met.values().stream().flatMap(row -> row.keySet().stream()).distinct().sorted().toList();
    var table = new StringBuilder("%-22s".formatted(""));
    states.forEach(state -> table.append("%17s".formatted(state)));
    met.forEach(
        (signal, row) -> {
          table.append("\n%-22s".formatted(signal));
          states.forEach(state -> table.append("%17d".formatted(row.getOrDefault(state, 0))));
        });
    return table.toString();
  }
}
