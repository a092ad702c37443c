package io.orderflow.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class DatabaseProcessTest {

  @TempDir Path temporary;
  private Path folder = Path.of(".");
  private int port;

  @BeforeEach
  void chooseAPlace() throws IOException {
    folder = temporary.resolve("data");
    PreparedFolder.copyTo(folder);
    port = FreePort.find();
  }

  @Test
  void a_start_after_a_kill_stops_the_postgres_that_was_left_and_keeps_the_data() throws Exception {
    try (var killed = RunningDatabase.launch(folder, port).untilItHasNoted(1)) {
      ProcessHandle left = postmaster();
      killed.kill();
      assertThat(left.isAlive()).as("PostgreSQL outlives the kill").isTrue();

      try (var next = RunningDatabase.launch(folder, port).untilItHasNoted(2)) {
        assertThat(next.output()).contains("of a killed orderflow");
        assertThat(left.isAlive()).isFalse();
      }
    }
  }

  @Test
  void a_start_after_a_kill_works_on_another_port_too() throws Exception {
    try (var killed = RunningDatabase.launch(folder, port).untilItHasNoted(1)) {
      killed.kill();
    }
    int other = FreePort.find();
    try (var next = RunningDatabase.launch(folder, other)) {
      next.untilItHasNoted(2);
    }
  }

  @Test
  void a_start_after_postgres_was_killed_too_recovers_the_data() throws Exception {
    try (var killed = RunningDatabase.launch(folder, port).untilItHasNoted(1)) {
      ProcessHandle left = postmaster();
      killed.kill();
      left.destroyForcibly();
      left.onExit().join();
    }
    try (var next = RunningDatabase.launch(folder, port)) {
      next.untilItHasNoted(2);
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGINT to send")
  void an_interrupt_leaves_no_process_and_logs_nothing() throws Exception {
    try (var running = RunningDatabase.launch(folder, port).untilItHasNoted(1)) {
      ProcessHandle postmaster = postmaster();
      String before = running.output();

      running.interrupt();

      assertThat(running.isAlive()).isFalse();
      assertThat(postmaster.isAlive()).isFalse();
      assertThat(running.output()).isEqualTo(before);
    }
  }

  @Test
  void a_second_orderflow_on_the_same_folder_says_who_is_there_and_stops() throws Exception {
    try (var first = RunningDatabase.launch(folder, port).untilItHasNoted(1);
        var second = RunningDatabase.launch(folder, FreePort.find())) {
      assertSentence(second, "Another orderflow (process ", "ORDERFLOW_DATA_FOLDER");
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void a_taken_port_is_named_with_the_setting_that_changes_it() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var start = RunningDatabase.launch(folder, taken.getLocalPort())) {
      assertSentence(start, "Port " + taken.getLocalPort(), "ORDERFLOW_POSTGRES_PORT");
    }
  }

  @Test
  void a_file_in_place_of_the_folder_is_refused_with_its_name() throws Exception {
    folder = Files.createFile(temporary.resolve("file"));
    try (var start = RunningDatabase.launch(folder, port)) {
      assertSentence(start, folder + " is not a folder", "ORDERFLOW_DATA_FOLDER");
    }
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void assertSentence(RunningDatabase start, String... parts) throws Exception {
    assertThat(start.outputOfTheFailedStart())
        .contains(parts)
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
  }
}
