package io.orderflow.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command with the environment it is given, and nothing of orderflow's that this process has. */
record Script(List<String> command, Map<String, String> environment) {

  private static final long LIMIT_MINUTES = 2;

  static Script of(String... command) {
    return new Script(List.of(command), Map.of());
  }

  Script with(String name, String value) {
    var more = new HashMap<>(environment);
    more.put(name, value);
    return new Script(command, Map.copyOf(more));
  }

  /** Returns when it has ended; what it has started may go on. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    // A file, for what it starts would keep a pipe open.
    Path said = Files.createTempFile("script", ".out");
    try {
      var builder =
          new ProcessBuilder(Stream.concat(command.stream(), Stream.of(arguments)).toList())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "JAVA_HOME"));
      builder.environment().putAll(environment);
      var process = builder.start();
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("not ended after minutes: " + Files.readString(said));
      }
      return new Ended(process.exitValue(), Files.readString(said));
    } finally {
      Files.delete(said);
    }
  }

  /** How it ended, and what it said. */
  record Ended(int code, String output) {}
}
