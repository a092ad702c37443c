package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scripts of deploy/local, as an operator calls them, at one place of the tests. */
record LocalServices(Path folder, Map<String, String> settings) {

  static final List<String> SERVICES = List.of("order-command", "order-query", "processor-saga");
  static final String PASSWORD = "a-password-that-only-this-test-knows-of";

  private static final Path SCRIPTS = Path.of(System.getProperty("deploy.local"));
  private static final long LIMIT_MINUTES = 10;
  private static final Map<TestFolder, LocalServices> KNOWN = new ConcurrentHashMap<>();

  /** Those of one place. The first time nothing has happened there yet, in Axon Server neither. */
  static LocalServices at(TestFolder testFolder) {
    return KNOWN.computeIfAbsent(
        testFolder,
        fresh -> {
          TestAxonServer.empty();
          var services =
              new LocalServices(testFolder.folder().resolve("services"), settings(testFolder));
          Runtime.getRuntime().addShutdownHook(new Thread(services::downIfUp));
          return services;
        });
  }

  static void closeThoseAt(TestFolder testFolder) {
    var services = KNOWN.get(testFolder);
    if (services != null) {
      services.downIfUp();
    }
  }

  private static Map<String, String> settings(TestFolder testFolder) {
    var settings = new HashMap<>(TestAxonServer.settings());
    settings.put("ORDERFLOW_LOCAL_FOLDER", testFolder.folder().resolve("services").toString());
    settings.put("ORDERFLOW_ENV_FILE", "/dev/null");
    settings.put("ORDERFLOW_PROFILES", "demo");
    settings.put("ORDERFLOW_SECURITY", "open-accepted");
    settings.put("ORDERFLOW_CALLBACK_SECRETS", RunningSimulator.SECRET);
    settings.put("CALLBACKS_URL", testFolder.url());
    settings.put("JAVA_HOME", System.getProperty("java.home"));
    // Short lives: starting matters more than speed.
    settings.put("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    settings.put("GATEWAY_PORT", "" + testFolder.api());
    settings.put("POSTGRES_PORT", "" + testFolder.postgres());
    settings.put("POSTGRES_PASSWORD", PASSWORD);
    for (String port : List.of("AXON_SERVER_GRPC", "AXON_SERVER_HTTP", "KAFKA", "SIMULATOR")) {
      settings.put(port + "_PORT", "" + FreePort.find());
    }
    for (String service : List.of("ORDER_COMMAND", "ORDER_QUERY", "PROCESSOR_SAGA")) {
      settings.put(service + "_PORT", "" + FreePort.find());
      settings.put(service + "_MANAGEMENT_PORT", "" + FreePort.find());
      settings.put(service + "_DATABASE_PASSWORD", PASSWORD);
    }
    return settings;
  }

  /**
   * Returns when all of them answer; those that are up already are left alone.
   *
   * @param more environment variables of this start
   */
  void up(Map<String, String> more) {
    try {
      run("up", more, List.of());
    } catch (AssertionError failed) {
      downIfUp();
      throw failed;
    }
  }

  void down() {
    run("down", Map.of(), List.of());
  }

  /** As {@code kill -9} does, of all these at once. */
  void kill(List<String> parts) {
    run("kill", Map.of(), parts);
  }

  private void downIfUp() {
    if (!files(".pid").isEmpty()) {
      down();
    }
  }

  String logs() {
    return files(".log").stream().map(LocalServices::read).collect(Collectors.joining());
  }

  private List<Path> files(String ending) {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot look into " + folder, failed);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read " + file, failed);
    }
  }

  private void run(String script, Map<String, String> more, List<String> parts) {
    try {
      Path said = Files.createDirectories(folder).resolve(script + ".out");
      var process =
          new ProcessBuilder(Stream.concat(Stream.of(path(script)), parts.stream()).toList())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      process.environment().keySet().removeIf(name -> name.startsWith("ORDERFLOW_"));
      process.environment().putAll(settings);
      process.environment().putAll(more);
      var running = process.start();
      boolean ended = running.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      assertThat(ended && running.exitValue() == 0).as(script + ": " + read(said)).isTrue();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot run " + script, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + script, stopped);
    }
  }

  private static String path(String script) {
    return SCRIPTS.resolve(script).toAbsolutePath().normalize().toString();
  }
}
