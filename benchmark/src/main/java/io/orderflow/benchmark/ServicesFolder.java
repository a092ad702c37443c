package io.orderflow.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code deploy/local/up} leaves in its folder: the processes that it started, and where they
 * listen.
 *
 * @param pids by name
 */
record ServicesFolder(int gatewayPort, int postgresPort, Map<String, Long> pids) {

  /** As the scripts call its parts, and as the table calls them. */
  private static final List<Part> PARTS =
      List.of(
          new Part("order-command", "order-command"),
          new Part("order-query", "order-query"),
          new Part("processor-saga", "processor-saga"),
          new Part("axon-server", "Axon Server"),
          new Part("postgres", ProcessCpu.POSTGRES),
          new Part("gateway", "gateway"),
          new Part("kafka", "Kafka"),
          new Part("partner-simulator", ProcessCpu.SIMULATOR));

  private record Part(String file, String name) {}

  private static final Pattern LISTEN = Pattern.compile("\\blisten \\S*?(\\d+);");

  /** In {@code postmaster.pid}. */
  private static final int LINE_OF_PORT = 3;

  /**
   * @throws IllegalArgumentException unless the services that it tells of are up
   */
  static ServicesFolder read(Path folder) throws IOException {
    var pids = new LinkedHashMap<String, Long>();
    for (Part part : PARTS) {
      Path file = folder.resolve(part.file() + ".pid");
      if (Files.exists(file)) {
        long pid = Long.parseLong(Files.readAllLines(file).getFirst());
        if (ProcessHandle.of(pid).isEmpty()) {
          throw new IllegalArgumentException(
              part.file() + " of " + folder + " has ended: run deploy/local/up");
        }
        pids.put(part.name(), pid);
      }
    }
    if (!pids.containsKey("gateway") || !pids.containsKey(ProcessCpu.POSTGRES)) {
      throw new IllegalArgumentException(
          "there are no services with a PostgreSQL of their own in "
              + folder
              + ": run deploy/local/up without ORDERFLOW_POSTGRES");
    }
    var listen = LISTEN.matcher(Files.readString(folder.resolve("gateway/nginx.conf")));
    if (!listen.find()) {
      throw new IllegalArgumentException("no address of the gateway in " + folder);
    }
    var postgres = Files.readAllLines(folder.resolve("postgres/postmaster.pid"));
    return new ServicesFolder(
        Integer.parseInt(listen.group(1)), Integer.parseInt(postgres.get(LINE_OF_PORT)), pids);
  }

  /** The same variables as the scripts: those of the shell, then those of {@code .env}. */
  static String secret(Path envFile, String name) throws IOException {
    String given = System.getenv(name);
    if (given != null) {
      return given;
    }
    var lines =
        Files.readAllLines(envFile).stream().filter(line -> line.startsWith(name + "=")).toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(name + " is neither set nor in " + envFile);
    }
    return lines.getLast().substring(name.length() + 1);
  }
}
