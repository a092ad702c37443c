package io.orderflow.blackbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Replicas behind one address, as {@link Balancer} makes it. */
final class RunningReplicas implements Orderflow {

  /** How many are asked for; none means that tests run on other set-ups. */
  static final int COUNT = Integer.getInteger("system-tests.replicas", 0);

  private static final Map<TestFolder, Base> BASES = new ConcurrentHashMap<>();

  private final TestFolder testFolder;
  private final String databaseUrl;
  private final Replicas replicas;
  private final @Nullable RunningSimulator partners;

  private RunningReplicas(
      TestFolder testFolder,
      String databaseUrl,
      Replicas replicas,
      @Nullable RunningSimulator partners) {
    this.testFolder = testFolder;
    this.databaseUrl = databaseUrl;
    this.replicas = replicas;
    this.partners = partners;
  }

  /** On a PostgreSQL that survives them at this place. */
  static RunningReplicas start(
      TestFolder testFolder, RunningSimulator partners, Map<String, String> patience) {
    var base = base(testFolder);
    return base.up(testFolder, RunningOrderflow.elsewhere(partners, base.url()), patience, null);
  }

  static RunningReplicas startOn(
      TestFolder testFolder, RunningSimulator partners, String databaseUrl) {
    return base(testFolder)
        .up(testFolder, RunningOrderflow.elsewhere(partners, databaseUrl), Map.of(), null);
  }

  /** Partners that stop with them. */
  static RunningReplicas startWithItsOwnPartners(
      TestFolder testFolder, int simulatorPort, Map<String, String> more) {
    var base = base(testFolder);
    var partners = RunningSimulator.start(testFolder.folder().resolve("partners"), simulatorPort);
    return base.up(testFolder, RunningOrderflow.elsewhere(partners, base.url()), more, partners);
  }

  static void closeThoseAt(TestFolder testFolder) {
    var base = BASES.remove(testFolder);
    if (base != null) {
      base.close();
    }
  }

  private static Base base(TestFolder testFolder) {
    return BASES.computeIfAbsent(testFolder, Base::new);
  }

  @Override
  public Orders orders() {
    return new Orders(testFolder.url());
  }

  @Override
  public Connection readModel() throws SQLException {
    return DriverManager.getConnection(databaseUrl);
  }

  @Override
  public String output() {
    return replicas.output();
  }

  @Override
  public void stop() {
    replicas.stop();
    if (partners != null) {
      partners.close();
    }
  }

  /** All of them; PostgreSQL stays. */
  @Override
  public void kill() {
    replicas.close();
  }

  /** Each of them alone, and all of them, in turn. */
  @Override
  public void kill(int turn) {
    int victim = turn % (COUNT + 1);
    if (victim == COUNT) {
      kill();
    } else {
      replicas.kill(victim);
    }
  }

  /** What is there at one place before, between and after the replicas that run on it. */
  private static final class Base {

    private final EmbeddedPostgres postgres;
    private @Nullable Replicas replicas;
    private @Nullable Balancer balancer;

    Base(TestFolder testFolder) {
      try {
        postgres =
            EmbeddedPostgres.builder()
                .setPort(testFolder.postgres())
                .setServerConfig("fsync", "on")
                .start();
      } catch (IOException failed) {
        throw new UncheckedIOException("cannot start PostgreSQL", failed);
      }
    }

    String url() {
      return postgres.getJdbcUrl("postgres", "postgres");
    }

    RunningReplicas up(
        TestFolder testFolder,
        Map<String, String> elsewhere,
        Map<String, String> patience,
        @Nullable RunningSimulator partners) {
      if (replicas == null) {
        var settings = new HashMap<>(elsewhere);
        settings.putAll(patience);
        settings.put("ORDERFLOW_CALLBACKS_BASEURL", testFolder.url());
        replicas = new Replicas(Replicas.program(), Replicas.places(testFolder, COUNT), settings);
        balancer = Balancer.at(testFolder.api(), replicas.ports());
      }
      replicas.up();
      var url = elsewhere.get("ORDERFLOW_DATABASE_URL");
      return new RunningReplicas(testFolder, url == null ? url() : url, replicas, partners);
    }

    void close() {
      if (replicas != null) {
        replicas.close();
      }
      if (balancer != null) {
        balancer.close();
      }
      try {
        postgres.close();
      } catch (IOException failed) {
        throw new UncheckedIOException("cannot stop PostgreSQL", failed);
      }
    }
  }
}
