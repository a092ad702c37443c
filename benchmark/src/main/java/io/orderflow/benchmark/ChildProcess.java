package io.orderflow.benchmark;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, on the Java that runs the benchmark. */
final class ChildProcess implements AutoCloseable {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
  private static final long LOOK_EVERY_MILLIS = 20;

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * @param folder where it works and writes what it prints
   * @param arguments of {@code java}
   */
  static ChildProcess java(Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException {
    Path output = Files.createDirectories(folder).resolve("output.log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // on Ctrl-C
    return new ChildProcess(process, output);
  }

  /** Below those that connections are given (from 32768): it stays free until it is used. */
  static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_768);
      try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (BindException taken) {
        // another one, then
      }
    }
  }

  /** Returns when a request for this path is answered with 200. */
  void awaitAnswer(HttpConnections http, String path) throws IOException, InterruptedException {
    awaitAnswer(http, path, "");
  }

  /** Returns when a request for this path is answered with 200 and this text. */
  void awaitAnswer(HttpConnections http, String path, String text)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!answers(http, path, text)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(
            "no answer at %s: %s".formatted(path, Files.readString(output)));
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private static boolean answers(HttpConnections http, String path, String text) {
    try {
      var answer = http.get(path);
      return answer.status() == 200 && answer.body().contains(text);
    } catch (IOException notYet) {
      return false;
    }
  }

  void awaitSuccess(Duration longest) throws IOException, InterruptedException {
    if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      close();
      throw new IllegalStateException("it failed: " + Files.readString(output));
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    close(LONGEST_STOP);
  }

  /** As Ctrl-C does, and by force if that takes longer. */
  void close(Duration longest) {
    process.destroy();
    try {
      if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
