package io.orderflow.blackbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where one service runs, in every life: its ports and its database.
 *
 * @param jar what the build calls its jar
 */
record ServicePlace(String jar, int api, int management, String databaseUrl) {

  private static final Map<Place, Services> KNOWN = new ConcurrentHashMap<>();

  /** Those of one place. The first time nothing has happened there yet, in Axon Server neither. */
  static Services of(Place place) {
    return KNOWN.computeIfAbsent(
        place,
        fresh -> {
          TestAxonServer.empty();
          return new Services(
              in("order-command.jar"), in("processor-saga.jar"), in("order-query.jar"));
        });
  }

  private static ServicePlace in(String jar) {
    return new ServicePlace(
        jar, JavaProcess.freePort(), JavaProcess.freePort(), Databases.create());
  }

  String url() {
    return "http://127.0.0.1:" + api;
  }

  Map<String, String> settings() {
    return Map.of(
        "SPRING_PROFILES_ACTIVE",
        "demo",
        "SERVER_PORT",
        "" + api,
        "MANAGEMENT_SERVER_PORT",
        "" + management,
        "ORDERFLOW_AXON_SERVER",
        TestAxonServer.address(),
        "ORDERFLOW_DATABASE_URL",
        databaseUrl,
        "ORDERFLOW_DATABASE_USERNAME",
        "postgres",
        "ORDERFLOW_CALLBACK_SECRETS",
        RunningSimulator.SECRET);
  }

  /** The three of one place. */
  record Services(ServicePlace command, ServicePlace process, ServicePlace query) {}
}
