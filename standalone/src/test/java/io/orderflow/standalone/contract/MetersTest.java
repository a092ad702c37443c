package io.orderflow.standalone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** The meters that docs/observability.md promises are those that there are, tags included. */
class MetersTest extends StandaloneTest {

  private static final Pattern SAMPLE =
      Pattern.compile("(?<name>orderflow_\\w+)(\\{(?<tags>.*)})? .*");
  private static final Pattern TAG = Pattern.compile("(\\w+)=\"[^\"]*\"");
  private static final Set<String> ADDED_BY_PROMETHEUS = Set.of("le");

  @LocalManagementPort int management;
  @Autowired JdbcTemplate jdbc;

  /** Money that is owed is shown once there is some. */
  @BeforeEach
  void a_refund_is_pending() {
    jdbc.update(
        """
        insert into fulfillment.unexpected_payment (charge_id, document, turn)
        values ('meters', '{"charge": {"amount": {"amount": "12.50", "currency": "EUR"}}}', 1)""");
  }

  @AfterEach
  void it_has_gone_back() {
    jdbc.update("delete from fulfillment.unexpected_payment where charge_id = 'meters'");
  }

  @Test
  void every_documented_meter_exists_and_every_meter_is_documented() throws Exception {
    var documented = MeterTable.read();

    // Some are there only when they have been sampled.
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              var shown = families(scrape());
              assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(documented.names());
              shown.forEach(
                  (name, family) -> assertThat(family).as(name).isEqualTo(documented.family(name)));
            });
  }

  /** By name; the maximum beside a histogram belongs to it. */
  private static Map<String, MeterTable.Family> families(String scrape) {
    var kinds = new TreeMap<String, String>();
    var tags = new TreeMap<String, Set<String>>();
    for (String line : scrape.lines().toList()) {
      if (line.startsWith("# TYPE orderflow_")) {
        var words = line.split(" ", -1);
        kinds.put(words[2], words[3]);
      }
      var sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        var names = new TreeSet<String>();
        if (sample.group("tags") != null) {
          TAG.matcher(sample.group("tags")).results().forEach(tag -> names.add(tag.group(1)));
        }
        names.removeAll(ADDED_BY_PROMETHEUS);
        tags.put(sample.group("name"), names);
      }
    }
    var families = new TreeMap<String, MeterTable.Family>();
    kinds.forEach(
        (name, kind) -> {
          if (!(name.endsWith("_max") && kinds.containsKey(name.replaceFirst("_max$", "")))) {
            var sample = kind.equals("histogram") ? name + "_count" : name;
            families.put(name, new MeterTable.Family(kind, tags.getOrDefault(sample, Set.of())));
          }
        });
    return families;
  }

  private String scrape() throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + management + "/actuator/prometheus"))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}
