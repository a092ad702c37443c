package io.orderflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** deploy/practise breaks a demo on purpose, and must break nothing else. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PractiseScriptTest {

  private static final String SCRIPT =
      ComposeFile.ROOT.resolve("deploy/practise").toAbsolutePath().toString();
  private static final String DEMO = "<form method=\"post\" action=\"/console/demo-orders\">";

  @TempDir Path data;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl"))),
        "curl is not on the PATH: install Debian's package curl");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  /** Every request is answered so. */
  private void answer(int status, String page) {
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          var bytes = page.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/console/login");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private Script.Ended practise(String situation) throws Exception {
    var site = "http://127.0.0.1:" + server.getAddress().getPort();
    return Script.of(SCRIPT)
        .with("API", site + "/api/v1")
        .with("SIMULATOR", site)
        .with("ORDERFLOW_DATA_FOLDER", data.toString())
        .run(situation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stuck-refund", "poisoned-event", "failing-partner", "wrong-view", "killed-node"})
  void nothing_is_done_where_the_console_offers_no_demo_orders(String situation) throws Exception {
    Files.writeString(data.resolve("postgres-password"), "secret");
    answer(200, "<h1>Board</h1>");

    var refused = practise(situation);

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("is not the demo", "Nothing was done.");
    assertThat(asked).containsExactly("GET /console");
  }

  @Test
  void nothing_is_done_where_the_console_asks_for_a_login() throws Exception {
    Files.writeString(data.resolve("postgres-password"), "secret");
    answer(302, "");

    var refused = practise("stuck-refund");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("is not the demo");
    assertThat(asked).containsExactly("GET /console");
  }

  @Test
  void nothing_is_done_in_a_folder_without_the_data_of_a_demo() throws Exception {
    answer(200, DEMO);

    var refused = practise("killed-node");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("in the folder in which the demo was started");
    assertThat(asked).containsExactly("GET /console");
  }
}
