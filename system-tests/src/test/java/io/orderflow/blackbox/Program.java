package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is started.
 *
 * @param name by which the build tells where its jar is
 * @param options for its Java; they win over those that all have
 */
record Program(String name, Path jar, List<String> options) {

  static Program packaged(String name) {
    try {
      return new Program(name, Path.of(System.getProperty(name)).toRealPath(), List.of());
    } catch (IOException failed) {
      throw new UncheckedIOException("there is no " + name, failed);
    }
  }

  Program with(String option) {
    var more = new ArrayList<>(options);
    more.add(option);
    return new Program(name, jar, more);
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
    return new Program(name, folder.resolve(String.valueOf(jar.getFileName())), options);
  }

  /**
   * The same with a cache of what its classes come to, made by one start. That costs as much as two
   * others, and each later one half.
   */
  Program trained(Place place, Map<String, String> settings) {
    Path cache = place.folder().resolve("classes.aot").toAbsolutePath();
    var process = JavaProcess.launch(with("-XX:AOTCacheOutput=" + cache), place.folder(), settings);
    process.awaitAnswerAt(place.url() + "/health");
    process.stop();
    return with("-XX:AOTCache=" + cache);
  }
}
