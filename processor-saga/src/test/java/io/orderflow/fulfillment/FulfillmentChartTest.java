package io.orderflow.fulfillment;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Draws the chart of the documentation from the machine itself. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FulfillmentChartTest {

  private static final Path CHART = Path.of("..", "docs", "process-chart.md");

  @Test
  void the_chart_in_the_documentation_shows_the_machine_as_it_is() throws IOException {
    assertThat(Files.readString(CHART))
        .as("replace the chart in docs/process-chart.md by the one this test has drawn")
        .contains("```mermaid\n" + chart() + "```");
  }

  private static String chart() {
    var edges = new TreeMap<String, TreeSet<String>>();
    for (var move : Reachable.moves()) {
      edges
          .computeIfAbsent(name(move.from()) + " --> " + name(move.to()), _ -> new TreeSet<>())
          .add(move.signal().getClass().getSimpleName());
    }
    return "stateDiagram-v2\n  [*] --> Asking: OrderCreated\n"
        + edges.entrySet().stream().map(FulfillmentChartTest::line).collect(joining())
        + "  Closed --> [*]\n";
  }

  private static String line(Map.Entry<String, ? extends Set<String>> edge) {
    return "  " + edge.getKey() + ": " + String.join(" / ", edge.getValue()) + "\n";
  }

  /** A phase has one name forward and another backward. */
  private static String name(FulfillmentState state) {
    return switch (state) {
      case FulfillmentState.Forward forward -> name(forward.phase());
      case FulfillmentState.Backward backward ->
          switch (backward.phase()) {
            case ASKING -> "Undoing";
            case WAITING -> "WaitingToUndo";
            case ALERTING -> "AlertingToUndo";
            case GIVING_UP, AWAITING_OPERATOR -> name(backward.phase());
          };
      case FulfillmentState.Completing(), FulfillmentState.Closed() ->
          state.getClass().getSimpleName();
    };
  }

  private static String name(FulfillmentState.Phase phase) {
    return switch (phase) {
      case ASKING -> "Asking";
      case WAITING -> "Waiting";
      case GIVING_UP -> "GivingUp";
      case ALERTING -> "Alerting";
      case AWAITING_OPERATOR -> "AwaitingOperator";
    };
  }
}
