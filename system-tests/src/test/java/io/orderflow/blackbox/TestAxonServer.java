package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Axon Server that is for the tests alone: one that runs already, or one that is started from a
 * jar for each place, or one in a container.
 */
final class TestAxonServer {

  private static final @Nullable String ADDRESS = variable("ORDERFLOW_TEST_AXON_SERVER");
  private static final @Nullable String JAR = variable("ORDERFLOW_TEST_AXONSERVER_JAR");

  private TestAxonServer() {}

  static boolean isThere() {
    return ADDRESS != null || JAR != null || AxonServerContainer.canRun();
  }

  /** Started by the tests as a process, which may be killed. */
  static boolean isOurs() {
    return ADDRESS == null && JAR != null;
  }

  /** What deploy/local/up has to be told. */
  static Map<String, String> settings() {
    return JAR != null && isOurs()
        ? Map.of("AXONSERVER_JAR", JAR)
        : Map.of("AXONSERVER_JAR", "", "AXON_SERVER", address());
  }

  private static String address() {
    return ADDRESS != null ? ADDRESS : AxonServerContainer.grpcAddress();
  }

  private static String httpAddress() {
    String named = variable("ORDERFLOW_TEST_AXON_SERVER_HTTP");
    if (named != null) {
      return named;
    }
    return ADDRESS != null
        ? ADDRESS.replaceFirst(":.*", "") + ":8024"
        : AxonServerContainer.httpAddress();
  }

  /** Forgets the orders of other tests, whose keys and ids would be met again. */
  static void empty() {
    if (isOurs()) {
      return;
    }
    String url = "http://" + httpAddress();
    try {
      var answer = Http.delete(url + "/v1/devmode/purge-events");
      assertThat(answer.statusCode()).as("deleting events: %s", answer.body()).isEqualTo(200);
    } catch (IOException failed) {
      throw new UncheckedIOException("Axon Server cannot be emptied at " + url, failed);
    }
  }

  private static @Nullable String variable(String name) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? null : value;
  }
}
