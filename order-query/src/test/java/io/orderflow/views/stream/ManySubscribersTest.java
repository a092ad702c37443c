package io.orderflow.views.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.orderflow.engine.TestDatabase;
import io.orderflow.views.list.ListedOrder;
import io.orderflow.views.list.OrderRecording;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

@DirtiesContext
@SpringBootTest(
    classes = StreamApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManySubscribersTest {

  private static final int SUBSCRIBERS = 1_000;
  private static final JsonMapper JSON = new JsonMapper();

  @LocalServerPort int port;
  @Autowired OrderRecording recording;
  @Autowired OrderStreams streams;
  @TempDir Path folder;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @Test
  void a_thousand_subscribers_are_told_of_each_version_without_a_thread_each() throws IOException {
    var clients = new ArrayList<StreamClient>();
    try {
      clients.add(StreamClient.connect(port, "/stream", null));
      int before = threads();
      while (clients.size() < SUBSCRIBERS) {
        clients.add(StreamClient.connect(port, "/stream", null));
      }
      assertThat(streams.subscribers()).isEqualTo(SUBSCRIBERS);

      var order = ListedOrder.of("alice", Instant.now(), "SKU-1 Laptop").completed("t");
      recording.append(order, 0, Instant.now());

      await()
          .atMost(Duration.ofMinutes(5))
          .until(() -> clients.stream().allMatch(client -> client.events().size() >= 6));
      assertThat(clients)
          .allSatisfy(
              client ->
                  assertThat(StreamTest.versions(client, order))
                      .containsExactly(0L, 1L, 2L, 3L, 4L, 5L));
      // Each has caught up on a virtual thread, which ends soon after what it has sent has arrived.
      await()
          .untilAsserted(() -> assertThat(threads() - before).as("threads more").isLessThan(100));
    } finally {
      clients.forEach(StreamClient::close);
    }
  }

  /** Platform threads and virtual ones, of which only a dump knows. */
  private int threads() throws IOException {
    var dump = folder.toAbsolutePath().resolve("threads.json");
    Files.deleteIfExists(dump);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
    return JSON.readTree(dump.toFile()).findValues("tid").size();
  }
}
