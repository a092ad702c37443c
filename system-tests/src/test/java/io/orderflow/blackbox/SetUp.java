package io.orderflow.blackbox;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How orderflow is set up; the same is promised of each. */
enum SetUp {

  /** One process on PostgreSQL. */
  STANDALONE {
    @Override
    Orderflow start(TestFolder testFolder, RunningSimulator partners) {
      return RunningOrderflow.start(testFolder, partners);
    }

    @Override
    Orderflow startOn(TestFolder testFolder, RunningSimulator partners, String databaseUrl) {
      return RunningOrderflow.startOn(testFolder, partners, databaseUrl);
    }

    @Override
    Orderflow startWithItsOwnPartners(
        TestFolder testFolder, int simulatorPort, Map<String, String> more) {
      return RunningOrderflow.startWithItsOwnPartners(testFolder, simulatorPort, more);
    }
  },

  /** As many processes as {@code -Dsystem-tests.replicas} says, on one PostgreSQL. */
  REPLICAS {
    @Override
    Orderflow start(TestFolder testFolder, RunningSimulator partners) {
      return RunningReplicas.start(testFolder, partners, RunningServices.PATIENT);
    }

    @Override
    Orderflow startOn(TestFolder testFolder, RunningSimulator partners, String databaseUrl) {
      return RunningReplicas.startOn(testFolder, partners, databaseUrl);
    }

    @Override
    Orderflow startWithItsOwnPartners(
        TestFolder testFolder, int simulatorPort, Map<String, String> more) {
      return RunningReplicas.startWithItsOwnPartners(testFolder, simulatorPort, more);
    }
  },

  /** A process and a database for each service, and Axon Server between them. */
  SERVICES {
    @Override
    Orderflow start(TestFolder testFolder, RunningSimulator partners) {
      return RunningServices.start(testFolder, partners.url(), RunningServices.PATIENT);
    }

    /** Each service has a database of its own, elsewhere. */
    @Override
    Orderflow startOn(TestFolder testFolder, RunningSimulator partners, String databaseUrl) {
      return RunningServices.start(testFolder, partners.url(), RunningServices.HASTY);
    }

    @Override
    Orderflow startWithItsOwnPartners(
        TestFolder testFolder, int simulatorPort, Map<String, String> more) {
      return RunningServices.startWithPartners(testFolder, simulatorPort, more);
    }
  };

  private static final Logger LOG = LoggerFactory.getLogger(SetUp.class);
  private static final AtomicBoolean SAID = new AtomicBoolean();

  /** Those that can be run here; replicas alone where they are asked for. */
  static Stream<SetUp> available() {
    if (RunningReplicas.COUNT > 0) {
      return Stream.of(REPLICAS);
    }
    if (TestAxonServer.isThere()) {
      return Stream.of(STANDALONE, SERVICES);
    }
    if (!SAID.getAndSet(true)) {
      LOG.warn(
          "Not run against the services: there is no ORDERFLOW_TEST_AXON_SERVER=host:8124, no"
              + " ORDERFLOW_TEST_AXONSERVER_JAR=/path, and no Docker engine with nginx; see"
              + " CONTRIBUTING.md.");
    }
    return Stream.of(STANDALONE);
  }

  /** With partners elsewhere, and so patient that no restart makes an order miss a deadline. */
  abstract Orderflow start(TestFolder testFolder, RunningSimulator partners);

  /** With partners and PostgreSQL elsewhere, and the short deadlines of the demonstration. */
  abstract Orderflow startOn(TestFolder testFolder, RunningSimulator partners, String databaseUrl);

  /**
   * With partners that come and go with it.
   *
   * @param more environment variables of all its processes
   */
  abstract Orderflow startWithItsOwnPartners(
      TestFolder testFolder, int simulatorPort, Map<String, String> more);
}
