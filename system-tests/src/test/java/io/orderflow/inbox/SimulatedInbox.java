package io.orderflow.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The production worker, courier and translation of callbacks, over an inbox in memory. */
public final class SimulatedInbox {

  private static final CallbackProperties PROPERTIES =
      new CallbackProperties(
          List.of("a secret that nobody signs with here"),
          1,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofDays(30));

  private final Clock clock;
  private final Rows rows = new Rows(new DriverManagerDataSource());
  private final InboxWorker worker;

  public SimulatedInbox(CommandGateway orders, Clock clock) {
    this.clock = clock;
    this.worker = new InboxWorker(rows, new InboxDispatcher(orders, PROPERTIES), PROPERTIES, clock);
  }

  /** What the endpoint does with a genuine callback: understands it, and stores its row. */
  public void receive(String source, String eventId, String body) {
    var from = CallbackSource.valueOf(source);
    from.read(body);
    rows.store(from, new TreeMap<>(Map.of(eventId, body)), clock.instant());
  }

  /** Passes on what is due. Answers whether anything was. */
  public boolean work() {
    if (rows.dueAt(clock.instant()).findAny().isEmpty()) {
      return false;
    }
    worker.work();
    return true;
  }

  /** When the next row is due; empty when nothing is left to pass on. */
  public Optional<Instant> nextDue() {
    return rows.pending().map(row -> row.dueAt).min(Instant::compareTo);
  }

  /** What was parked for a person, with its reason. */
  public List<String> rejected() {
    return List.copyOf(rows.rejected);
  }

  public void reset() {
    rows.all.clear();
    rows.rejected.clear();
  }

  /** The statements of {@link Inbox} without their SQL. */
  private static final class Rows extends Inbox {

    private final Map<String, Row> all = new LinkedHashMap<>();
    private final List<String> rejected = new ArrayList<>();

    Rows(DataSource none) {
      super(new JdbcTemplate(none), new DataSourceTransactionManager(none));
    }

    private Stream<Row> pending() {
      return all.values().stream().filter(row -> !row.settled);
    }

    private Stream<Row> dueAt(Instant now) {
      return pending().filter(row -> !row.dueAt.isAfter(now));
    }

    @Override
    public StoredCallbacks store(
        CallbackSource source, SortedMap<String, String> bodies, Instant now) {
      bodies.forEach((id, body) -> all.putIfAbsent(id, new Row(source, id, body, now)));
      return new StoredCallbacks(source, bodies);
    }

    @Override
    List<InboxEntry> claim(int most, Instant now, Instant leaseEnd) {
      return dueAt(now).limit(most).toList().stream().map(row -> row.lent(leaseEnd)).toList();
    }

    @Override
    void done(InboxEntry entry, Instant now) {
      row(entry).settled = true;
    }

    @Override
    void rejected(InboxEntry entry, UnmatchedReason reason, String detail, Instant now) {
      row(entry).settled = true;
      rejected.add(entry + ": " + reason + ": " + detail);
    }

    @Override
    void failed(InboxEntry entry, String error, Instant dueAt) {
      var row = row(entry);
      if (row.attempts == entry.attempts()) {
        row.dueAt = dueAt;
      }
    }

    private Row row(InboxEntry entry) {
      return Optional.ofNullable(all.get(entry.eventId())).orElseThrow();
    }
  }

  private static final class Row {

    private final CallbackSource source;
    private final String eventId;
    private final String body;
    private Instant dueAt;
    private int attempts;
    private boolean settled;

    Row(CallbackSource source, String eventId, String body, Instant dueAt) {
      this.source = source;
      this.eventId = eventId;
      this.body = body;
      this.dueAt = dueAt;
    }

    InboxEntry lent(Instant leaseEnd) {
      dueAt = leaseEnd;
      attempts++;
      return new InboxEntry(source, eventId, body, attempts);
    }
  }
}
