package io.orderflow.blackbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged services in their demonstration, with the gateway's one address before them. */
final class RunningServices implements Orderflow {

  /** The short deadlines of the demonstration. */
  static final Map<String, String> HASTY = Map.of();

  /** So patient that no restart makes an order miss a deadline. */
  static final Map<String, String> PATIENT = patientBut();

  private final TestFolder testFolder;
  private final LocalServices services;

  private RunningServices(TestFolder testFolder, LocalServices services) {
    this.testFolder = testFolder;
    this.services = services;
  }

  /**
   * The deadlines of the demonstration at these steps, and elsewhere none that a slow machine could
   * miss; nor is an order refused because those before it are slow.
   */
  static Map<String, String> patientBut(String... hasty) {
    var settings = new HashMap<String, String>();
    for (String step : List.of("STOCK", "PAYMENT", "PROCESSING", "SHIPPING", "DELIVERY")) {
      if (!List.of(hasty).contains(step)) {
        settings.put("ORDERFLOW_FULFILLMENT_" + step + "_DEADLINE", "1h");
      }
    }
    settings.put("ORDERFLOW_ORDERING_MOSTBEHIND", "24h");
    return Map.copyOf(settings);
  }

  /** Returns when all of them answer. */
  static RunningServices start(
      TestFolder testFolder, String partnersUrl, Map<String, String> patience) {
    var more = new HashMap<>(patience);
    for (String partner : List.of("PAYMENT", "PROCESSING", "SHIPPING")) {
      more.put(partner + "_URL", partnersUrl);
    }
    more.put("ORDERFLOW_SHIPPING_TRANSPORT", "http"); // those partners are reached by this address
    return start(testFolder, more);
  }

  static RunningServices startWithPartners(
      TestFolder testFolder, int simulatorPort, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("COMPOSE_PROFILES", "simulator,kafka");
    settings.put("ORDERFLOW_SHIPPING_TRANSPORT", "kafka");
    settings.put("SIMULATOR_PORT", "" + simulatorPort);
    return start(testFolder, settings);
  }

  private static RunningServices start(TestFolder testFolder, Map<String, String> more) {
    var services = LocalServices.at(testFolder);
    services.up(more);
    return new RunningServices(testFolder, services);
  }

  @Override
  public Orders orders() {
    return new Orders(testFolder.url());
  }

  @Override
  public Connection readModel() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + testFolder.postgres() + "/order_query",
        "order_query",
        LocalServices.PASSWORD);
  }

  @Override
  public String output() {
    return services.logs();
  }

  @Override
  public void stop() {
    services.down();
  }

  /** PostgreSQL, the gateway and partners stay. */
  @Override
  public void kill() {
    services.kill(LocalServices.SERVICES);
  }

  /** All of them, each of them alone, and Axon Server, alone and with all of them, in turn. */
  @Override
  public void kill(int turn) {
    var everything = Stream.concat(Stream.of("axon-server"), LocalServices.SERVICES.stream());
    var turns =
        List.of(
            everything.toList(),
            List.of("order-command"),
            List.of("axon-server"),
            List.of("processor-saga"),
            LocalServices.SERVICES,
            List.of("order-query"));
    var parts =
        turns.get(turn % turns.size()).stream()
            .filter(part -> TestAxonServer.isOurs() || !part.equals("axon-server"))
            .toList();
    services.kill(parts.isEmpty() ? LocalServices.SERVICES : parts);
  }
}
