package io.orderflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.deployment.ComposeFile.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ComposeFileTest {

  /** What each foreign image declares as its volumes; docs/deployment.md says where that stands. */
  private static final Map<String, List<String>> DECLARED_VOLUMES =
      Map.of(
          "docker.axoniq.io/axoniq/axonserver:2025.2.7-nonroot",
          List.of(
              "/axonserver/config",
              "/axonserver/data",
              "/axonserver/events",
              "/axonserver/exts",
              "/axonserver/log",
              "/axonserver/plugins"),
          "postgres:18.6-trixie",
          List.of("/var/lib/postgresql"),
          "apache/kafka:4.2.1",
          List.of("/etc/kafka/secrets", "/var/lib/kafka/data", "/mnt/shared/config"),
          "nginxinc/nginx-unprivileged:1.29.3-alpine",
          List.of());

  /**
   * Not known of Axon Server, whose sources are closed, where else it writes; Kafka's entry point
   * writes beside what it runs, in /opt/kafka.
   */
  private static final List<String> WRITABLE = List.of("axon-server", "kafka");

  /** What deploy/local/up sets itself, because its parts are not found by their names. */
  private static final List<String> NOT_FOR_OPERATORS =
      List.of(
          "GATEWAY_LISTEN",
          "GATEWAY_RESOLVER",
          "ORDERFLOW_AXON_SERVER",
          "ORDER_COMMAND_HOST",
          "ORDER_QUERY_HOST",
          "PROCESSOR_SAGA_HOST",
          "SIMULATOR_FOLDER");

  private static final Pattern COPY = Pattern.compile("(?m)^COPY (.*) (\\S+) (\\S+)$");
  private static final Pattern PORT_IN_A_SCRIPT = Pattern.compile("\\$\\{([A-Z_]+_PORT)");

  private final ComposeFile compose = ComposeFile.read();

  ComposeFileTest() throws IOException {}

  static Stream<Service> services() throws IOException {
    return ComposeFile.read().services().values().stream();
  }

  @ParameterizedTest
  @MethodSource("services")
  void every_volume_that_an_image_declares_is_mounted(Service service) {
    String image = service.foreignImage();
    if (image != null) {
      assertThat(DECLARED_VOLUMES)
          .as("look up which volumes this version declares, and its user")
          .containsKey(image);
      assertThat(service.mountPoints()).containsAll(DECLARED_VOLUMES.get(image));
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void no_service_is_root_or_may_become_it(Service service) {
    assertThat(service.text("user")).isNotEmpty().doesNotStartWith("0").doesNotStartWith("root");
    assertThat(service.list("cap_drop")).containsExactly("ALL");
    assertThat(service.keys()).doesNotContainKey("cap_add").doesNotContainKey("privileged");
    assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
  }

  @ParameterizedTest
  @MethodSource("services")
  void a_service_writes_to_its_mounts_only(Service service) {
    if (WRITABLE.contains(service.name())) {
      return;
    }
    assertThat(service.text("read_only")).isEqualTo("true");
    assertThat(service.mountPoints()).contains("/tmp");
  }

  @ParameterizedTest
  @MethodSource("services")
  void nothing_of_the_checkout_is_mounted(Service service) {
    assertThat(service.list("volumes"))
        .as("under umask 077, or SELinux, the container's user cannot read it; copy it instead")
        .noneMatch(mount -> mount.startsWith(".") || mount.startsWith("/"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void what_is_copied_into_an_image_is_there_and_readable(Service service) {
    COPY.matcher(service.inlineDockerfile())
        .results()
        .forEach(
            copy -> {
              assertThat(service.buildContext().resolve(copy.group(2))).isRegularFile();
              assertThat(copy.group(1)).matches("--chmod=[67][45]4|--chmod=755|--chmod=644");
            });
  }

  @Test
  void what_our_own_image_is_given_is_readable_whatever_the_umask() throws IOException {
    String dockerfile = Files.readString(ComposeFile.ROOT.resolve("deploy/image/Dockerfile"));

    assertThat(dockerfile.lines().filter(line -> line.matches("COPY .*deploy/.*")))
        .isNotEmpty()
        .allMatch(line -> line.contains(" --chmod="));
  }

  @ParameterizedTest
  @MethodSource("services")
  void every_port_is_published_on_loopback_and_can_be_changed(Service service) {
    assertThat(service.list("ports")).allMatch(port -> port.matches("127\\.0\\.0\\.1:\\$\\{.*"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void every_version_is_fixed(Service service) {
    String image = service.foreignImage();
    if (image != null) {
      assertThat(image).matches(".*:[0-9]+\\.[0-9]+.*");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void a_service_waits_only_for_what_is_always_there_and_says_that_it_is_healthy(Service service) {
    assertThat(service.waitsFor().keySet())
        .allSatisfy(
            other -> {
              var waitedFor =
                  Objects.requireNonNull(compose.services().get(other), "no such service");
              assertThat(waitedFor.keys()).containsKey("healthcheck").doesNotContainKey("profiles");
            });
  }

  @Test
  void every_volume_is_mounted_and_declared() {
    var mounted =
        compose.services().values().stream()
            .flatMap(service -> service.list("volumes").stream())
            .map(mount -> mount.split(":", 2)[0]);

    assertThat(mounted).containsExactlyInAnyOrderElementsOf(compose.volumes());
  }

  @Test
  void what_is_for_trying_only_is_in_a_profile() {
    assertThat(compose.services())
        .allSatisfy(
            (name, service) -> {
              var expected =
                  switch (name) {
                    case "partner-simulator" -> List.of("simulator");
                    case "kafka" -> List.of("kafka");
                    default -> List.of();
                  };
              assertThat(service.list("profiles")).isEqualTo(expected);
            });
  }

  @ParameterizedTest
  @MethodSource("services")
  void prometheus_reaches_what_has_measurements(Service service) {
    String port = service.environment("MANAGEMENT_SERVER_PORT");
    if (!service.environment("SERVER_PORT").equals("null") && !port.equals("null")) {
      assertThat(service.environment("MANAGEMENT_SERVER_ADDRESS")).isEqualTo("0.0.0.0");
      assertThat(service.list("ports")).contains("127.0.0.1:" + port + ":" + port);
    }
  }

  /** Linux gives 32768 to 60999 to outgoing connections, of whatever program; others go higher. */
  @Test
  void no_port_is_one_that_an_outgoing_connection_may_have_taken() throws IOException {
    assertThat(Files.readAllLines(ComposeFile.ROOT.resolve(".env.example")))
        .filteredOn(line -> line.matches("#[A-Z_]+_PORT=.*"))
        .hasSize(12)
        .allMatch(line -> line.matches(".*=[0-9]{4}"));
  }

  @Test
  void every_variable_is_in_the_example() throws IOException {
    assertThat(compose.variables())
        .filteredOn(variable -> !NOT_FOR_OPERATORS.contains(variable))
        .isSubsetOf(Sizes.variablesOfTheExample());
  }

  @Test
  void every_port_of_a_script_is_in_the_example() throws IOException {
    try (var scripts = Files.list(ComposeFile.ROOT.resolve("deploy/local"))) {
      for (var script : scripts.toList()) {
        var ports = PORT_IN_A_SCRIPT.matcher(Files.readString(script)).results();
        assertThat(ports.map(found -> found.group(1)))
            .as(script.toString())
            .isSubsetOf(Sizes.variablesOfTheExample());
      }
    }
  }
}
