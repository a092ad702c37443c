package io.orderflow.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * The application as its image has it: unpacked, and started from an AOT cache that a first process
 * has filled while it worked on some orders. Does what {@code deploy/image/train} does, which needs
 * PostgreSQL's programs on the path and must not be root. Kept until the jar changes.
 */
final class AotCache {

  private static final Duration LONGEST_TRAINING = Duration.ofMinutes(10);

  /** Enough for the methods that an order needs to be compiled, and their profiles to be kept. */
  private static final int ORDERS = 1_000;

  private final Path folder;
  private final Path jar;

  AotCache(Path folder, Path jar) {
    this.folder = folder;
    this.jar = jar;
  }

  /**
   * @param settings of the application, with a database of their own
   * @return the arguments of {@code java} that start it
   */
  List<String> train(String heap, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path own = folder.resolve(checksum());
    Path cache = own.resolve("app.aot");
    Path unpacked = own.resolve("program");
    Path program = unpacked.resolve(jar.getFileName());
    var arguments = new ArrayList<String>();
    arguments.add("@" + BenchmarkInstallation.JAVA_OPTIONS);
    arguments.add(heap);
    if (!Files.exists(cache)) {
      run(own, Map.of(), "-Djarmode=tools", "-jar", jar, "extract", "--destination", unpacked);
      var training = new ArrayList<>(arguments);
      training.add("-XX:AOTCacheOutput=" + cache);
      training.add("-jar");
      training.add(program.toString());
      work(own, settings, training);
      if (!Files.exists(cache)) {
        throw new IllegalStateException("The training has made no AOT cache: see " + own);
      }
    }
    arguments.add("-XX:AOTCache=" + cache);
    arguments.add("-jar");
    arguments.add(program.toString());
    return arguments;
  }

  private static void work(Path folder, Map<String, String> settings, List<String> training)
      throws IOException, InterruptedException {
    var own = new HashMap<>(settings);
    int port = ChildProcess.freePort();
    own.put("SERVER_PORT", "" + port);
    own.put("MANAGEMENT_SERVER_PORT", "" + ChildProcess.freePort());
    try (var process = ChildProcess.java(folder, own, training);
        var http = new HttpConnections(port)) {
      process.awaitAnswer(http, "/health");
      SystemUnderTest.fillCatalog(http);
      var load = new OrderLoad(List.of(http), SystemUnderTest.SKUS);
      load.placeAsFastAsTaken(ORDERS);
      for (String order : load.accepted().keySet()) {
        process.awaitAnswer(http, "/api/v1/orders/" + order + "/status", "COMPLETED");
      }
      process.close(LONGEST_TRAINING); // it writes the cache as it stops
    }
  }

  /** Of what is in it: builds are reproducible, so that jars of two builds bear the same time. */
  private String checksum() throws IOException {
    var checksum = new CRC32C();
    try (var content = new CheckedInputStream(Files.newInputStream(jar), checksum)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return Long.toHexString(checksum.getValue());
  }

  private static void run(Path folder, Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    var texts = Arrays.stream(arguments).map(Object::toString).toList();
    try (var process = ChildProcess.java(folder, environment, texts)) {
      process.awaitSuccess(LONGEST_TRAINING);
    }
  }
}
