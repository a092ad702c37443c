package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** An Axon Server that somebody runs for the tests alone. */
final class TestAxonServer {

  private static final String ADDRESS = System.getenv("ORDERFLOW_TEST_AXON_SERVER");

  private TestAxonServer() {}

  static boolean isNamed() {
    return ADDRESS != null && !ADDRESS.isBlank();
  }

  static String address() {
    return Objects.requireNonNull(ADDRESS);
  }

  /** Forgets the orders of other tests, whose keys and ids would be met again. */
  static void empty() {
    String http = System.getenv("ORDERFLOW_TEST_AXON_SERVER_HTTP");
    String url = "http://" + (http == null ? address().replaceFirst(":.*", "") + ":8024" : http);
    try {
      var answer = Http.delete(url + "/v1/devmode/purge-events");
      assertThat(answer.statusCode()).as("deleting events: %s", answer.body()).isEqualTo(200);
    } catch (IOException failed) {
      throw new UncheckedIOException("Axon Server cannot be emptied at " + url, failed);
    }
  }
}
