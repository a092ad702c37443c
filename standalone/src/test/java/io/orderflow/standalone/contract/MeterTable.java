package io.orderflow.standalone.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The table of docs/observability.md. */
record MeterTable(Map<String, Family> families) {

  private static final Set<String> EXTENT = Set.of("node", "all");

  /** All samples of one name. */
  record Family(String kind, Set<String> tags) {}

  static MeterTable read() {
    var families = new TreeMap<String, Family>();
    for (String line : page().lines().toList()) {
      var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      if (line.startsWith("| `orderflow_")) {
        assertThat(cells).as(line).hasSize(9);
        assertThat(cells.get(6)).as(line).isIn(EXTENT);
        var tags = new TreeSet<String>();
        Arrays.stream(unquoted(cells.get(3)).split(",", -1))
            .map(String::strip)
            .filter(tag -> !tag.isEmpty())
            .forEach(tags::add);
        families.put(unquoted(cells.get(1)), new Family(cells.get(2), tags));
      }
    }
    return new MeterTable(families);
  }

  Collection<String> names() {
    return families.keySet();
  }

  Family family(String name) {
    return Objects.requireNonNull(families.get(name), name);
  }

  private static String unquoted(String cell) {
    return cell.replace("`", "");
  }

  private static String page() {
    try {
      return Files.readString(Path.of("..", "docs", "observability.md"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
