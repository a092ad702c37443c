package io.orderflow.standalone.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** What is looked after from inside, at a port of its own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManagementTest extends SecuredApplication {

  @Autowired Environment environment;
  @Autowired HealthEndpointGroups groups;

  @Test
  void management_listens_on_loopback_only() {
    assertThat(environment.getProperty("management.server.address")).isEqualTo("127.0.0.1");
  }

  @Test
  void management_offers_health_and_metrics_only() {
    JsonNode links = json(sendTo(managementPort, "GET", "/actuator", null, null)).path("_links");
    assertThat(links.propertyNames())
        .containsExactlyInAnyOrder("self", "health", "health-path", "prometheus");
    assertThat(sendTo(managementPort, "GET", "/actuator/health", null, null).statusCode())
        .isEqualTo(200);
    get("/health", null); // the first there is to measure, which follows its answer
    await()
        .untilAsserted(
            () -> assertThat(metrics()).contains("http_server_requests", "jvm_memory_used_bytes"));
  }

  /** A view that lags must not take nodes out of service, nor have them restarted. */
  @Test
  void stalled_processors_are_a_component_of_no_probe() {
    assertThat(health("").path("components").path("processors").path("status").asString())
        .isEqualTo("UP");
    for (String group : List.of("/readiness", "/liveness", "/answering")) {
      assertThat(health(group).path("status").asString()).as(group).isEqualTo("UP");
      assertThat(health(group).path("components").has("processors")).as(group).isFalse();
    }
    assertThat(get("/health", null).body()).doesNotContain("processors");
  }

  /** A restart cures no database, and a node that is taken out of service answers no problem. */
  @Test
  void what_all_nodes_share_is_in_no_probe() {
    assertThat(membersOf("liveness")).containsExactly("livenessState");
    assertThat(membersOf("readiness")).containsExactly("readinessState");
    assertThat(membersOf("answering"))
        .containsExactlyInAnyOrder("livenessState", "readinessState", "db", "storage");
  }

  @Test
  void what_operators_watch_is_metered() {
    await() // a gauge has no value while its query takes long
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains(
                        "orderflow_switch_off{switch=\"accepting-orders\"} 0.0",
                        "orderflow_switch_off{switch=\"asking-payment\"} 0.0",
                        "orderflow_processor_stalled{processor=\"order-views\"} 0.0",
                        "orderflow_processor_lag_seconds{processor=\"fulfillment\"}",
                        "orderflow_processor_lag_events{processor=\"fulfillment\"}",
                        "orderflow_dead_letters{processor=\"order-views\"} 0.0",
                        "orderflow_callbacks_waiting{partner=\"PAYMENT\",reason=\"OTHER\"} 0.0"));
  }

  private String metrics() {
    return sendTo(managementPort, "GET", "/actuator/prometheus", null, null).body();
  }

  private List<String> membersOf(String group) {
    return health("").path("components").propertyNames().stream()
        .filter(component -> requireNonNull(groups.get(group)).isMember(component))
        .toList();
  }

  private JsonNode health(String group) {
    return json(sendTo(managementPort, "GET", "/actuator/health" + group, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "beans", "heapdump", "loggers", "configprops", "mappings"})
  void revealing_endpoints_do_not_exist(String endpoint) {
    var answer = sendTo(managementPort, "GET", "/actuator/" + endpoint, null, null);
    assertThat(answer.statusCode()).isIn(401, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/prometheus"})
  void management_is_not_on_the_port_of_the_api(String path) {
    assertThat(get(path, null).statusCode()).isEqualTo(401);
    assertThat(get(path, ISSUER.token("olga", "orders:operate")).statusCode()).isEqualTo(404);
  }
}
