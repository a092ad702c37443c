package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** A packaged program in a process of its own, on the Java that runs the tests. */
final class JavaProcess {

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Process process;
  private final Path output;

  private JavaProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts the jar that the build names so, in this folder, with these settings around it. */
  static JavaProcess launch(String jar, Path folder, Map<String, String> settings) {
    return launch(Program.packaged(jar), folder, settings);
  }

  static JavaProcess launch(Program program, Path folder, Map<String, String> settings) {
    try {
      Path output = Files.createDirectories(folder).resolve(program.name() + ".out");
      var builder =
          new ProcessBuilder(command(program))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      builder.environment().putAll(settings);
      return new JavaProcess(builder.start(), output);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot start " + program.name(), failed);
    }
  }

  private static List<String> command(Program program) {
    var command = new ArrayList<>(program.launcher());
    command.add(JAVA);
    command.add("-Xmx512m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1"); // short lives: starting matters more than speed
    command.addAll(program.options());
    command.add("-jar");
    command.add(program.jar().toString());
    return command;
  }

  void awaitAnswerAt(String address) {
    try {
      await("an answer of " + address)
          .atMost(LIMIT)
          .failFast("it ended", () -> assertThat(process.isAlive()).as(output()).isTrue())
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> Http.get(address).statusCode() == 200);
    } catch (ConditionTimeoutException silent) {
      throw new AssertionError(output(), silent);
    }
  }

  /** As Ctrl-C or a container's stop does. */
  void stop() {
    process.destroy();
    awaitEnd();
  }

  /** As {@code kill -9} does: it gets no chance to do anything. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  void awaitEnd() {
    await("the end of the process").atMost(LIMIT).until(() -> !process.isAlive());
  }

  long pid() {
    return process.pid();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read what it said", failed);
    }
  }
}
