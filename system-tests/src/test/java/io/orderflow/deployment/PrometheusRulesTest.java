package io.orderflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts and dashboards name meters that exist (MetersTest of standalone compares their table with
 * a running application), and each alert leads to its part of the operations guide.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PrometheusRulesTest {

  private static final Path ROOT = ComposeFile.ROOT;
  private static final String RULES = "deploy/prometheus/rules.yml";
  private static final String RULES_TEST = "deploy/prometheus/rules_test.yml";
  private static final String DASHBOARD = "deploy/grafana/orderflow.json";
  private static final String GUIDE = "docs/operations.md";
  private static final String RUNBOOKS = "{{ $externalLabels.runbooks }}" + GUIDE + "#";

  private static final Pattern METER = Pattern.compile("\\borderflow_[a-z_]+[a-z]");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(orderflow_\\w+)` \\| (\\w+) \\|");
  private static final Pattern ALERT_HEADING = Pattern.compile("(?m)^## (Orderflow\\w+)$");
  private static final Pattern CALL = Pattern.compile("\\$api(/[^\\s\"?]*)");
  private static final Pattern PATH = Pattern.compile("(?m)^  /api/v1(/\\S+):$");

  @ParameterizedTest
  @ValueSource(strings = {RULES, RULES_TEST, DASHBOARD, GUIDE})
  void every_meter_that_is_named_exists(String file) throws IOException {
    var named =
        METER.matcher(read(file)).results().map(found -> found.group()).collect(Collectors.toSet());
    assertThat(named).isNotEmpty().isSubsetOf(samples());
  }

  @Test
  void each_panel_of_the_dashboard_says_what_it_shows_and_asks_for_it() throws IOException {
    var panels = new JsonMapper().readTree(read(DASHBOARD)).path("panels");
    assertThat(panels.valueStream().filter(panel -> !panel.path("type").asString().equals("row")))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            panel -> {
              assertThat(panel.path("description").asString()).endsWith(".");
              assertThat(panel.path("targets").valueStream().map(PrometheusRulesTest::query))
                  .isNotEmpty()
                  .allMatch(query -> METER.matcher(query).find());
            });
  }

  private static String query(JsonNode target) {
    return target.path("expr").asString();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void an_alert_says_how_bad_it_is_and_leads_to_what_can_be_done(Map<String, Object> alert)
      throws IOException {
    var name = name(alert);
    assertThat(part(alert, "labels").get("severity")).isIn("warning", "critical");
    assertThat(part(alert, "annotations").get("summary")).asString().isNotBlank();
    assertThat(part(alert, "annotations").get("runbook_url"))
        .isEqualTo(RUNBOOKS + name.toLowerCase(Locale.ROOT));
    assertThat(guideTo(name)).contains("**Look**", "**Do**");
  }

  @Test
  void the_guide_has_a_part_for_each_alert_and_none_for_others() throws IOException {
    assertThat(ALERT_HEADING.matcher(read(GUIDE)).results().map(found -> found.group(1)))
        .containsExactlyElementsOf(alerts().stream().map(PrometheusRulesTest::name).toList());
  }

  @Test
  void the_guide_calls_what_the_api_has() throws IOException {
    var paths =
        PATH.matcher(read("docs/api/orderflow.yaml"))
            .results()
            .map(found -> Pattern.compile(found.group(1).replaceAll("\\{\\w+}", "[^/]+")))
            .toList();
    assertThat(CALL.matcher(read(GUIDE)).results().map(found -> found.group(1)))
        .hasSizeGreaterThan(5)
        .allMatch(call -> paths.stream().anyMatch(path -> path.matcher(call).matches()));
  }

  @Test
  void each_alert_is_tried() throws IOException {
    var tests = read(RULES_TEST);
    assertThat(alerts())
        .allSatisfy(
            alert ->
                assertThat(tests)
                    .contains("alertname: " + name(alert))
                    .contains("#" + name(alert).toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check config deploy/prometheus/prometheus.yml",
        "check rules " + RULES,
        "test rules " + RULES_TEST
      })
  void prometheus_itself_finds_no_fault(String command) throws Exception {
    assumeTrue(
        isOnThePath("promtool"),
        "promtool is not on the PATH: install Debian's package prometheus");
    var words = command.split(" ", -1);
    var last = words.length - 1;
    words[last] = ROOT.resolve(words[last]).toString();

    var ended = Script.of("promtool").with("PATH", System.getenv("PATH")).run(words);

    assertThat(ended.code()).as(ended.output()).isZero();
  }

  private static boolean isOnThePath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The names under which Prometheus stores the meters of the table. */
  private static Set<String> samples() throws IOException {
    var samples = new TreeSet<String>();
    ROW.matcher(read("docs/observability.md"))
        .results()
        .forEach(
            row -> {
              if (row.group(2).equals("histogram")) {
                List.of("", "_count", "_sum", "_bucket", "_max")
                    .forEach(suffix -> samples.add(row.group(1) + suffix));
              } else {
                samples.add(row.group(1));
              }
            });
    return samples;
  }

  static List<Map<String, Object>> alerts() throws IOException {
    Map<String, List<Map<String, List<Map<String, Object>>>>> rules = new Yaml().load(read(RULES));
    return Objects.requireNonNull(rules.get("groups")).stream()
        .flatMap(group -> Objects.requireNonNull(group.get("rules")).stream())
        .toList();
  }

  private static String name(Map<String, Object> alert) {
    return String.valueOf(alert.get("alert"));
  }

  private static Map<?, ?> part(Map<String, Object> alert, String name) {
    return alert.get(name) instanceof Map<?, ?> part ? part : Map.of();
  }

  /** From its heading to the next. */
  private static String guideTo(String alert) throws IOException {
    var guide = read(GUIDE);
    int begin = guide.indexOf("## " + alert + "\n");
    assertThat(begin).as(alert).isNotNegative();
    int end = guide.indexOf("\n## ", begin);
    return guide.substring(begin, end < 0 ? guide.length() : end);
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
