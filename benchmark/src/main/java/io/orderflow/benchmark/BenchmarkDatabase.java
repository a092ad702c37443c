package io.orderflow.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The PostgreSQL that standalone embeds, as durable as there, with {@code pg_stat_statements}. The
 * application has a role of its own, by which its statements are told from those of the benchmark.
 */
final class BenchmarkDatabase implements OrderEnds, AutoCloseable {

  static final String ROLE = "orderflow";

  /**
   * A backend reports its commits at most once a second, and after ten seconds when it is idle:
   * counts read earlier would miss some. All other counts are there at once.
   */
  static final Duration UNTIL_COUNTED = Duration.ofMillis(11_500);

  private static final String ENDS =
      "payload_type in ('order.shipment-delivered', 'order.cancelled')";

  private static final int EVENTS_PER_ORDER = 6;

  private final EmbeddedPostgres server;
  private final long pid;
  private final Connection connection;
  private long ownCommits;

  private BenchmarkDatabase(EmbeddedPostgres server, long pid, Connection connection) {
    this.server = server;
    this.pid = pid;
    this.connection = connection;
  }

  static BenchmarkDatabase start(Path folder, Path binaries) throws IOException, SQLException {
    Files.createDirectories(binaries);
    Path data = folder.resolve("postgres");
    Path log = folder.resolve("postgres.log");
    Files.createDirectories(folder);
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setOverrideWorkingDirectory(binaries.toFile())
            .setCleanDataDirectory(true)
            .setPGStartupWait(Duration.ofMinutes(1))
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            // The library starts servers for tests, with all of these off.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "100")
            .setServerConfig("shared_buffers", "128MB")
            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
            .start();
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    try (var admin = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
        var statement = admin.createStatement()) {
      statement.execute("create role " + ROLE + " login");
      statement.execute("create database orderflow owner " + ROLE);
      statement.execute("create database training owner " + ROLE);
      statement.execute("create database raw");
    }
    var connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "orderflow"));
    try (var statement = connection.createStatement()) {
      statement.execute("create extension pg_stat_statements schema public");
    }
    return new BenchmarkDatabase(server, pid, connection);
  }

  /** Without its user, which is {@link #ROLE} for the application. */
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  long pid() {
    return pid;
  }

  @Override
  public synchronized long position() throws SQLException {
    return number("select coalesce(max(global_index), 0) from eventstore.domain_event_entry");
  }

  @Override
  public synchronized long countAfter(long event) throws SQLException {
    return number(
        "select count(*) from eventstore.domain_event_entry where global_index > %d and %s"
            .formatted(event, ENDS));
  }

  @Override
  public synchronized Map<String, End> byOrderAfter(long event) throws SQLException {
    var ends = new HashMap<String, End>();
    String query =
        """
        select aggregate_identifier, time_stamp, payload_type from eventstore.domain_event_entry
        where global_index > %d and %s"""
            .formatted(event, ENDS);
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      ownCommits++;
      while (rows.next()) {
        boolean completed = !rows.getString(3).equals("order.cancelled");
        ends.put(rows.getString(1), new End(Instant.parse(rows.getString(2)), completed));
      }
    }
    return ends;
  }

  /** What the application has done so far; the benchmark's own commits are left out. */
  synchronized DatabaseCounts counts() throws SQLException {
    long commits =
        number("select xact_commit from pg_stat_database where datname = current_database()")
            - ownCommits;
    return new DatabaseCounts(
        commits,
        number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint"),
        calls("query !~* '^(begin|commit)'"),
        calls("query ~* '^ *select.*domain_event_entry' and query ~* 'aggregate_identifier *='"));
  }

  private long calls(String which) throws SQLException {
    return number(
        """
        select coalesce(sum(calls), 0) from pg_stat_statements
        where dbid = (select oid from pg_database where datname = current_database())
          and userid = '%s'::regrole and %s"""
            .formatted(ROLE, which));
  }

  private long number(String query) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      ownCommits++;
      row.next();
      return row.getLong(1);
    }
  }

  /** One row and one commit at a time on each connection; says how many a second. */
  double insertAndCommit(int connections, Duration length)
      throws SQLException, InterruptedException {
    try (var admin = DriverManager.getConnection(url("raw"), "postgres", "");
        var statement = admin.createStatement()) {
      statement.execute("create table if not exists raw (id bigserial primary key, payload bytea)");
    }
    var commits = new AtomicInteger();
    long start = System.nanoTime();
    var threads = new Thread[connections];
    for (int number = 0; number < connections; number++) {
      threads[number] =
          Thread.ofPlatform().start(() -> insertUntil(start + length.toNanos(), commits));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return commits.get() * 1e9 / (System.nanoTime() - start);
  }

  private void insertUntil(long end, AtomicInteger commits) {
    byte[] payload = new byte[700]; // as large as an event with its metadata
    try (var own = DriverManager.getConnection(url("raw"), "postgres", "");
        var insert = own.prepareStatement("insert into raw (payload) values (?)")) {
      while (System.nanoTime() < end) {
        insert.setBytes(1, payload);
        insert.executeUpdate();
        commits.incrementAndGet();
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /**
   * Adds copies of orders that have ended, as months of business would; the application must be
   * stopped. Its processors count as having seen them: no partner is asked for anything.
   */
  synchronized void addOldEvents(int events) throws SQLException {
    String copies =
        """
        with template as (
          select aggregate_identifier, row_number() over () - 1 as number
          from eventstore.domain_event_entry
          where payload_type = 'order.shipment-delivered' limit 200),
        copy as (
          select uuidv7()::text as id, template.aggregate_identifier
          from generate_series(1, %d) as turn
          join template on template.number = turn %% (select count(*) from template))
        insert into eventstore.domain_event_entry (aggregate_identifier, sequence_number, type,
          event_identifier, meta_data, payload, payload_revision, payload_type, time_stamp)
        select copy.id, sequence_number, type, uuidv7()::text, meta_data,
          convert_to(replace(convert_from(payload, 'UTF8'), copy.aggregate_identifier, copy.id), 'UTF8'),
          payload_revision, payload_type, time_stamp
        from copy join eventstore.domain_event_entry using (aggregate_identifier)
        order by copy.id, sequence_number"""
            .formatted(events / EVENTS_PER_ORDER);
    String tokens =
        """
        update %s.token_entry set token = convert_to(regexp_replace(convert_from(token, 'UTF8'),
          '"index" *: *\\d+', '"index":' || (select max(global_index) from eventstore.domain_event_entry)),
          'UTF8')
        where token is not null""";
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(copies);
      statement.executeUpdate(tokens.formatted("views"));
      statement.executeUpdate(tokens.formatted("fulfillment"));
      statement.execute("analyze");
      ownCommits += 4;
    }
  }

  /** To the precision in which events are stored. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException closedAnyway) {
      // the server ends now
    }
    server.close();
  }
}
