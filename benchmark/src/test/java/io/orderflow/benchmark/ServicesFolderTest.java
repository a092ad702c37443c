package io.orderflow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServicesFolderTest {

  private static final long OWN = ProcessHandle.current().pid();

  @TempDir private Path folder;

  @Test
  void addresses_and_processes_are_those_that_the_script_left() throws IOException {
    up(OWN);

    var services = ServicesFolder.read(folder);

    assertThat(services.gatewayPort()).isEqualTo(8088);
    assertThat(services.postgresPort()).isEqualTo(9433);
    assertThat(services.pids())
        .containsExactly(
            entry("order-command", OWN),
            entry("Axon Server", OWN),
            entry("PostgreSQL", OWN),
            entry("gateway", OWN),
            entry("simulator", OWN));
  }

  @Test
  void services_that_have_ended_are_not_measured() throws IOException, InterruptedException {
    var ended = new ProcessBuilder("true").start();
    ended.waitFor();
    up(ended.pid());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServicesFolder.read(folder))
        .withMessageContaining("order-command")
        .withMessageContaining("has ended");
  }

  @Test
  void a_folder_in_which_nothing_was_started_is_refused_with_what_to_run() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServicesFolder.read(folder))
        .withMessageContaining("run deploy/local/up");
  }

  @Test
  void a_secret_is_the_last_of_its_name_in_the_file() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(".env"),
            "#BENCHMARK_TEST_PASSWORD=a\nBENCHMARK_TEST_PASSWORD=b\nBENCHMARK_TEST_PASSWORD=c=d\n");

    assertThat(ServicesFolder.secret(file, "BENCHMARK_TEST_PASSWORD")).isEqualTo("c=d");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServicesFolder.secret(file, "BENCHMARK_TEST_OTHER"))
        .withMessageContaining("BENCHMARK_TEST_OTHER");
  }

  /** As {@code deploy/local/up} does. */
  private void up(long orderCommand) throws IOException {
    pid("order-command", orderCommand);
    for (String part : new String[] {"axon-server", "postgres", "gateway", "partner-simulator"}) {
      pid(part, OWN);
    }
    Files.createDirectory(folder.resolve("gateway"));
    Files.writeString(
        folder.resolve("gateway/nginx.conf"),
        "daemon off;\nserver {\n    listen 127.0.0.1:8088;\n    server_tokens off;\n}\n");
    Files.createDirectory(folder.resolve("postgres"));
    Files.writeString(
        folder.resolve("postgres/postmaster.pid"),
        "17\n/data\n1796000000\n9433\n\n127.0.0.1\n  1 2\nready   \n");
  }

  private void pid(String part, long pid) throws IOException {
    Files.writeString(folder.resolve(part + ".pid"), pid + "\n4711\n");
  }
}
