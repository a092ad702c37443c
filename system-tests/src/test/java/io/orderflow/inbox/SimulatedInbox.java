package io.orderflow.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.tracing.SpanRecorder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The production worker, dispatcher and notices, over an inbox in memory. */
public final class SimulatedInbox {

  private static final CallbackSpans SPANS =
      new CallbackSpans(SpanRecorder.NONE, new JdbcTemplate());

  private static final CallbackProperties PROPERTIES =
      new CallbackProperties(
          List.of("a secret that signs nothing in the simulation"),
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
    this.worker =
        new InboxWorker(rows, new InboxDispatcher(orders, PROPERTIES, SPANS), PROPERTIES, clock);
  }

  /** Parses and stores a callback, as the endpoint does. */
  public void receive(String source, String eventId, String body) {
    var from = CallbackSource.valueOf(source);
    var notice = from.read(body);
    assertThat(notice.eventId()).isEqualTo(eventId);
    rows.store(List.of(new ReceivedCallback(from, notice, body, clock.instant())));
  }

  /** Dispatches what is due. Returns whether anything was. */
  public boolean work() {
    if (rows.dueAt(clock.instant()).findAny().isEmpty()) {
      return false;
    }
    worker.work();
    return true;
  }

  /** When the next row is due; empty if nothing is left to dispatch. */
  public Optional<Instant> nextDue() {
    return rows.pending().map(row -> row.dueAt).min(Instant::compareTo);
  }

  /** The rejected callbacks, with their reasons. */
  public List<String> rejected() {
    return List.copyOf(rows.rejected);
  }

  public void reset() {
    rows.all.clear();
    rows.rejected.clear();
  }

  /** The statements of {@link Inbox} without their SQL. */
  private static final class Rows extends Inbox {

    private final Map<CallbackId, Row> all = new LinkedHashMap<>();
    private final List<String> rejected = new ArrayList<>();

    Rows(DataSource none) {
      super(new JdbcTemplate(none));
    }

    private Stream<Row> pending() {
      return all.values().stream().filter(row -> !row.settled);
    }

    private Stream<Row> dueAt(Instant now) {
      return pending().filter(row -> !row.dueAt.isAfter(now));
    }

    @Override
    public List<String> store(List<ReceivedCallback> callbacks) {
      callbacks.forEach(callback -> all.putIfAbsent(callback.id(), new Row(callback)));
      return callbacks.stream()
          .map(callback -> Objects.requireNonNull(all.get(callback.id())).callback.body())
          .toList();
    }

    @Override
    List<InboxEntry> claim(int most, Instant now, Instant leaseEnd) {
      return dueAt(now).limit(most).toList().stream().map(row -> row.leased(leaseEnd)).toList();
    }

    @Override
    void settle(List<InboxEntryUpdate> settlements, Instant now) {
      settlements.forEach(this::settle);
    }

    private void settle(InboxEntryUpdate settlement) {
      var entry = settlement.entry();
      var row = Optional.ofNullable(all.get(entry.id())).orElseThrow();
      if (settlement.dueAt() == null) {
        row.settled = true;
      } else if (row.attempts == entry.attempts()) {
        row.dueAt = settlement.dueAt();
      }
      if (settlement.unmatched() != null) {
        rejected.add(entry + ": " + settlement.unmatched() + ": " + settlement.reason());
      }
    }
  }

  private static final class Row {

    private final ReceivedCallback callback;
    private Instant dueAt;
    private int attempts;
    private boolean settled;

    Row(ReceivedCallback callback) {
      this.callback = callback;
      this.dueAt = callback.receivedAt();
    }

    InboxEntry leased(Instant leaseEnd) {
      dueAt = leaseEnd;
      attempts++;
      return new InboxEntry(callback.id(), callback.body(), attempts);
    }
  }
}
