package io.orderflow.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.OS;

/** A {@link DatabaseOnlyApplication} in a process of its own. */
final class RunningDatabase implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** A shell starts what is in the background deaf to an interrupt, and children inherit that. */
  private static final List<String> HEARING_INTERRUPTS =
      OS.LINUX.isCurrentOs() ? List.of("env", "--default-signal=INT") : List.of();

  private final Process process;
  private final Path output;

  private RunningDatabase(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static RunningDatabase launch(Path folder, int port) throws IOException {
    Path output = Files.createTempFile("orderflow-database", ".out");
    var command = new ArrayList<>(HEARING_INTERRUPTS);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DatabaseOnlyApplication.class.getName(),
            "--orderflow.data-folder=" + folder,
            "--orderflow.postgres.port=" + port,
            "--orderflow.postgres.binaries-folder=" + PreparedFolder.BINARIES,
            "--logging.level.org.springframework.context=error"));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new RunningDatabase(process, output);
  }

  RunningDatabase untilItHasNoted(int starts) {
    await()
        .atMost(LIMIT)
        .failFast("it ended", () -> assertThat(process.isAlive()).as(output()).isTrue())
        .until(() -> output().contains("starts noted: " + starts + System.lineSeparator()));
    return this;
  }

  /** What a user reads who started it, once it has given up. */
  String outputOfTheFailedStart() {
    await().atMost(LIMIT).until(() -> !process.isAlive());
    return output();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() {
    process.destroyForcibly();
    await().atMost(LIMIT).until(() -> !process.isAlive());
  }

  void interrupt() throws IOException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    await().atMost(LIMIT).until(() -> !process.isAlive());
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException failed) {
      throw new AssertionError("cannot read " + output, failed);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    await().atMost(LIMIT).until(() -> !process.isAlive());
    Files.delete(output);
  }
}
