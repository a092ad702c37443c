package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is started.
 *
 * @param name by which the build tells where its jar is
 * @param launcher what starts its Java, if not the test itself
 * @param options for its Java; they win over those that all have
 */
record Program(String name, Path jar, List<String> launcher, List<String> options) {

  private static final Path SESSIONS = Path.of("/usr/bin/setsid");

  static Program packaged(String name) {
    try {
      return new Program(
          name, Path.of(System.getProperty(name)).toRealPath(), List.of(), List.of());
    } catch (IOException failed) {
      throw new UncheckedIOException("there is no " + name, failed);
    }
  }

  Program with(String option) {
    var more = new ArrayList<>(options);
    more.add(option);
    return new Program(name, jar, launcher, more);
  }

  /** The same with its jars side by side instead of inside each other: it starts sooner. */
  Program unpackedIn(Path folder) {
    var command =
        List.of(
            JavaProcess.JAVA,
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--destination",
            folder.toString());
    try {
      int exit =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      assertThat(exit).as("%s", command).isZero();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot unpack " + jar, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while unpacking", stopped);
    }
    return in(folder);
  }

  /** The same where it was unpacked before. */
  Program in(Path folder) {
    return new Program(name, folder.resolve(String.valueOf(jar.getFileName())), launcher, options);
  }

  /**
   * The same in a session of its own, for which Linux lets it have as much of the processors as
   * anybody else, however many threads others have, as a container would. What ends the test does
   * not end it.
   */
  Program apart() {
    return Files.isExecutable(SESSIONS)
        ? new Program(name, jar, List.of(SESSIONS.toString()), options)
        : this;
  }
}
