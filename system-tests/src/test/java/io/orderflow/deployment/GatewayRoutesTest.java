package io.orderflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway sends each request to the service that answers it, by nginx's rules. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayRoutesTest {

  private static final Pattern LOCATION =
      Pattern.compile("(?ms)^    location (=|~|) ?(/\\S*|\\^\\S+) \\{(.*?)^    \\}");
  private static final Pattern SERVICE = Pattern.compile("set \\$at \\$\\{GATEWAY_(\\w+)\\}");

  @ParameterizedTest
  @CsvSource({
    "/api/v1/products, COMMAND",
    "/api/v1/products/laptop, COMMAND",
    "/api/v1/orders/stream, QUERY",
    "/api/v1/orders/1/stream, QUERY",
    "/api/v1/callbacks/payment, SAGA",
    "/api/v1/webhooks, SAGA",
    "/api/v1/webhooks/1/deliveries, SAGA",
    "/api/v1/admin/orders/1/retry, SAGA",
    "/api/v1/admin/personal-data, COMMAND",
    "/api/v1/admin/dead-letters/order-views:1/retry, QUERY",
    "/api/v1/admin/dead-letters/dispatched-stock:1, COMMAND",
    "/api/v1/admin/dead-letters/fulfillment:1, SAGA",
    "/api/v1/admin/dead-letters/integration-kafka:1, SAGA",
    "/api/v1/admin/switches, SAGA",
    "/api/v1/admin/switches/accepting-orders, COMMAND",
    "/api/v1/admin/switches/processor-dispatched-stock, COMMAND",
    "/api/v1/admin/switches/processor-order-views, QUERY",
    "/api/v1/admin/switches/processor-integration-kafka, SAGA",
    "/api/v1/admin/switches/asking-payment, SAGA",
    "/api/v1/admin/processors, QUERY",
    "/api/v1/admin/processors/order-views, QUERY",
    "/api/v1/admin/processors/order-views/replays/1, QUERY",
    "/api/v1/admin/processors/dispatched-stock, COMMAND",
    "/api/v1/admin/processors/fulfillment, SAGA",
    "/api/v1/admin/processors/unexpected-payments, SAGA",
    "/api/v1/admin/processors/integration-kafka, SAGA",
    "/api/v1/admin/processors/integration-notifications, SAGA",
    "/api/v1/admin/publishers/kafka/resends, SAGA",
    "/api/v1/admin/projections/order-views/checks, QUERY",
    "/api/v1/admin/attention-groups, QUERY",
    "/api/v1/admin/bulk-operations/1, QUERY",
    "/api/v1/openapi.yaml, QUERY",
    "/docs/index.html, QUERY",
    "/console, QUERY",
    "/console/orders/1/stream, QUERY",
  })
  void a_path_leads_to_its_service(String path, String service) throws IOException {
    assertThat(serviceOf(path)).isEqualTo(service);
  }

  /** An exact location wins, then the first pattern that fits, then the longest prefix. */
  private static String serviceOf(String path) throws IOException {
    var all = locations();
    var exact = all.stream().filter(each -> each.isFor("=") && each.path().equals(path));
    var patterns =
        all.stream()
            .filter(each -> each.isFor("~") && Pattern.compile(each.path()).matcher(path).find());
    var prefixes =
        all.stream()
            .filter(each -> each.isFor("") && path.startsWith(each.path()))
            .sorted(Comparator.comparingInt((Location each) -> each.path().length()).reversed());
    var found =
        exact
            .findFirst()
            .or(patterns::findFirst)
            .or(prefixes::findFirst)
            .orElseThrow(() -> new AssertionError("no location for " + path));
    var at = SERVICE.matcher(found.body());
    return at.find() ? at.group(1) : "decided by more than the path";
  }

  private static List<Location> locations() throws IOException {
    var template =
        Files.readString(ComposeFile.ROOT.resolve("deploy/gateway/gateway.conf.template"));
    return LOCATION
        .matcher(template)
        .results()
        .map(found -> new Location(found.group(1), found.group(2), found.group(3)))
        .toList();
  }

  /**
   * @param kind "=" for an exact path, "~" for a pattern, and nothing for a prefix
   */
  private record Location(String kind, String path, String body) {

    boolean isFor(String other) {
      return kind.equals(other);
    }
  }
}
