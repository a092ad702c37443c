package io.orderflow.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is measured, each part a process of its own: PostgreSQL, the simulated partners, and the
 * packaged application once or several times. Partners answer at once.
 */
final class BenchmarkInstallation implements SystemUnderTest, AutoCloseable {

  /** The repository; started in its root, or as a test in this module. */
  static final Path ROOT =
      Path.of(Files.isDirectory(Path.of("benchmark")) ? "" : "..").toAbsolutePath().normalize();

  /** Those of the image. */
  static final Path JAVA_OPTIONS = ROOT.resolve("deploy/image/java.options");

  static final Path TARGET = ROOT.resolve("benchmark/target");
  private static final String SECRET = "a-secret-of-the-benchmark-and-of-nothing-else";
  private static final String HEAP = "-Xmx512m";

  private final Path folder;
  private final BenchmarkOptions benchmarkOptions;
  private final BenchmarkDatabase database;
  private final ChildProcess simulator;
  private final Map<String, String> settings;
  private final List<String> java;
  private final List<Application> applications = new ArrayList<>();

  private BenchmarkInstallation(
      Path folder,
      BenchmarkOptions benchmarkOptions,
      BenchmarkDatabase database,
      ChildProcess simulator,
      Map<String, String> settings,
      List<String> java) {
    this.folder = folder;
    this.benchmarkOptions = benchmarkOptions;
    this.database = database;
    this.simulator = simulator;
    this.settings = settings;
    this.java = java;
  }

  record Application(ChildProcess process, HttpConnections http) implements AutoCloseable {

    @Override
    public void close() {
      http.close();
      process.close();
    }
  }

  /**
   * With a new database in a new folder; no application runs yet.
   *
   * @param more options for the application's Java
   */
  static BenchmarkInstallation prepare(BenchmarkOptions benchmarkOptions, String... more)
      throws IOException, SQLException, InterruptedException {
    if (!Files.exists(JAVA_OPTIONS)) {
      throw new IllegalArgumentException(
          "Start this in the root of the repository: make benchmark");
    }
    Path folder = TARGET.resolve("run");
    delete(folder);
    var database = BenchmarkDatabase.start(folder, TARGET.resolve("postgres-binaries"));
    int port = ChildProcess.freePort();
    String partners = "http://127.0.0.1:" + port;
    var simulator =
        ChildProcess.java(
            folder.resolve("simulator"),
            Map.of(
                "SIMULATOR_PORT",
                "" + port,
                "SIMULATOR_CALLBACKDELAY",
                "0s",
                "SIMULATOR_DELIVERYAFTER",
                "0s",
                "ORDERFLOW_CALLBACK_SECRETS",
                SECRET),
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-jar", jar("partner-simulator").toString()));
    try (var http = new HttpConnections(port)) {
      simulator.awaitAnswer(http, "/health");
    }
    var settings = settings(database.url("orderflow"), partners);
    var java =
        benchmarkOptions.aot()
            ? new AotCache(TARGET.resolve("aot"), jar("standalone"))
                .train(HEAP, settings(database.url("training"), partners))
            : List.of(HEAP, "-XX:+UseG1GC", "-jar", jar("standalone").toString());
    var all = Stream.concat(Stream.of(more), java.stream()).toList();
    return new BenchmarkInstallation(folder, benchmarkOptions, database, simulator, settings, all);
  }

  private static Map<String, String> settings(String databaseUrl, String partners) {
    var settings = new HashMap<String, String>();
    settings.put("ORDERFLOW_DATABASE_URL", databaseUrl);
    settings.put("ORDERFLOW_DATABASE_USERNAME", BenchmarkDatabase.ROLE);
    settings.put("ORDERFLOW_CALLBACK_SECRETS", SECRET);
    settings.put("ORDERFLOW_PARTNERS_PAYMENT_URL", partners);
    settings.put("ORDERFLOW_PARTNERS_PROCESSING_URL", partners);
    settings.put("ORDERFLOW_PARTNERS_SHIPPING_URL", partners);
    // As in the demonstration: what is accepted beyond capacity is done within seconds.
    settings.put("ORDERFLOW_ORDERING_MOSTBEHIND", "2s");
    return settings;
  }

  private static Path jar(String module) throws IOException {
    Path target = ROOT.resolve(module).resolve("target");
    try (var jars = Files.newDirectoryStream(target, module + "-*-app.jar")) {
      for (Path jar : jars) {
        return jar;
      }
    }
    throw new IllegalStateException("There is no packaged jar in " + target + ": make package.");
  }

  /** Returns when all its processes answer. */
  void startApplications() throws IOException, InterruptedException {
    for (int number = 0; number < benchmarkOptions.replicas(); number++) {
      var own = new HashMap<>(settings);
      int port = ChildProcess.freePort();
      own.put("SERVER_PORT", "" + port);
      own.put("MANAGEMENT_SERVER_PORT", "" + ChildProcess.freePort());
      var process = ChildProcess.java(folder.resolve("orderflow-" + number), own, java);
      applications.add(new Application(process, new HttpConnections(port)));
    }
    for (var application : applications) {
      application.process().awaitAnswer(application.http(), "/health");
    }
  }

  void stopApplications() {
    applications.forEach(Application::close);
    applications.clear();
  }

  /** One for each process of the application. */
  @Override
  public List<HttpConnections> http() {
    return applications.stream().map(Application::http).toList();
  }

  BenchmarkDatabase database() {
    return database;
  }

  @Override
  public OrderEnds orderEnds() {
    return database;
  }

  @Override
  public ProcessCpu cpu() {
    var orderflow = new LinkedHashMap<String, Double>();
    orderflow.put(
        ProcessCpu.APPLICATION,
        applications.stream().mapToDouble(one -> CpuTime.millis(one.process().pid())).sum());
    orderflow.put(ProcessCpu.POSTGRES, CpuTime.millis(database.pid()));
    var others = new LinkedHashMap<String, Double>();
    others.put(ProcessCpu.SIMULATOR, CpuTime.millis(simulator.pid()));
    others.put(ProcessCpu.GENERATOR, CpuTime.ownMillis());
    return new ProcessCpu(ProcessCpu.APPLICATION + " + " + ProcessCpu.POSTGRES, orderflow, others);
  }

  @Override
  public String describe() {
    return (benchmarkOptions.replicas() == 1
            ? "one process"
            : benchmarkOptions.replicas() + " processes")
        + (benchmarkOptions.aot()
            ? ", started from an AOT cache, "
            : ", started without an AOT cache, ")
        + HEAP;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var content = Files.walk(folder)) {
        for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    stopApplications();
    simulator.close();
    database.close();
  }
}
