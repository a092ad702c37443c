package io.orderflow.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The packaged application in its demonstration: one process. */
final class RunningOrderflow implements Orderflow {

  /** Unpacking PostgreSQL takes seconds; all starts of a build share what was unpacked. */
  private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

  private final JavaProcess process;
  private final TestFolder testFolder;
  private final @Nullable String databaseUrl;

  private RunningOrderflow(
      JavaProcess process, TestFolder testFolder, @Nullable String databaseUrl) {
    this.process = process;
    this.testFolder = testFolder;
    this.databaseUrl = databaseUrl;
  }

  /** With partners elsewhere, and so patient that no restart makes an order miss a deadline. */
  static RunningOrderflow start(TestFolder testFolder, RunningSimulator partners) {
    var settings = new HashMap<>(settings(testFolder));
    settings.putAll(RunningServices.PATIENT);
    settings.putAll(at(partners));
    return start(program(), testFolder, settings);
  }

  /** With partners and PostgreSQL elsewhere, and the short deadlines of the demonstration. */
  static RunningOrderflow startOn(
      TestFolder testFolder, RunningSimulator partners, String databaseUrl) {
    return startOn(program(), testFolder, partners, databaseUrl);
  }

  /**
   * @param program this version, or another
   */
  static RunningOrderflow startOn(
      Program program, TestFolder testFolder, RunningSimulator partners, String databaseUrl) {
    var settings = new HashMap<>(settings(testFolder));
    settings.putAll(elsewhere(partners, databaseUrl));
    return start(program, testFolder, settings);
  }

  /** One kill is over before the training has paid for itself; dozens of starts are not. */
  private static Program program() {
    return Boolean.getBoolean("system-tests.trained")
        ? TrainedOrderflow.program()
        : Program.packaged("orderflow.jar");
  }

  /** Where partners and PostgreSQL are; the same for all who share them. */
  static Map<String, String> elsewhere(RunningSimulator partners, String databaseUrl) {
    var settings = new HashMap<>(at(partners));
    settings.put("ORDERFLOW_DATABASE_URL", databaseUrl);
    settings.put("ORDERFLOW_DATABASE_USERNAME", "postgres");
    return settings;
  }

  private static Map<String, String> at(RunningSimulator partners) {
    var settings = new HashMap<String, String>();
    for (String partner : new String[] {"PAYMENT", "PROCESSING", "SHIPPING"}) {
      settings.put("ORDERFLOW_PARTNERS_" + partner + "_URL", partners.url());
    }
    settings.put("ORDERFLOW_CALLBACK_SECRETS", RunningSimulator.SECRET);
    settings.putAll(Shipping.at(partners));
    return settings;
  }

  /**
   * As the README starts it: the jar as it is, with the partners that it simulates itself.
   *
   * @param more environment variables, for partners that behave in another way
   */
  static RunningOrderflow startWithItsOwnPartners(
      TestFolder testFolder, int simulatorPort, Map<String, String> more) {
    var settings = new HashMap<>(settings(testFolder));
    settings.putAll(Shipping.withItsOwnBroker(testFolder));
    settings.putAll(more);
    settings.put("SIMULATOR_PORT", "" + simulatorPort);
    return start(Program.packaged("orderflow.jar"), testFolder, settings);
  }

  /** Returns when it answers. */
  private static RunningOrderflow start(
      Program program, TestFolder testFolder, Map<String, String> settings) {
    var process = JavaProcess.launch(program, testFolder.folder(), settings);
    process.awaitAnswerAt(testFolder.url() + "/health");
    return new RunningOrderflow(process, testFolder, settings.get("ORDERFLOW_DATABASE_URL"));
  }

  /** What is its own wherever it runs. */
  static Map<String, String> settings(TestFolder testFolder) {
    return Map.of(
        "SPRING_PROFILES_ACTIVE", "demo",
        "SERVER_PORT", "" + testFolder.api(),
        "ORDERFLOW_POSTGRES_BINARIES_FOLDER", BINARIES.toString(),
        "MANAGEMENT_SERVER_PORT", "" + testFolder.management(),
        "ORDERFLOW_POSTGRES_PORT", "" + testFolder.postgres());
  }

  @Override
  public Orders orders() {
    return new Orders(testFolder.url());
  }

  /** Only where PostgreSQL is elsewhere: the embedded one is its own. */
  @Override
  public Connection readModel() throws SQLException {
    return DriverManager.getConnection(
        Objects.requireNonNull(databaseUrl, "it has been started on its own PostgreSQL"));
  }

  /** The main process of the PostgreSQL that it has started. */
  ProcessHandle postgres() throws IOException {
    var file = testFolder.folder().resolve(".orderflow/postgres/postmaster.pid");
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst())).orElseThrow();
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it has ended, whatever has ended it. */
  void awaitEnd() {
    process.awaitEnd();
  }

  @Override
  public String output() {
    return process.output();
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void kill() {
    process.kill();
  }
}
