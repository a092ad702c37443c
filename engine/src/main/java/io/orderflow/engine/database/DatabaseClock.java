package io.orderflow.engine.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.engine.scheduling.PeriodicTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The time of the database, on which all nodes agree: leases, claims and deadlines that one node
 * writes are read by another. It is this machine's time, less what that is found to be ahead. The
 * two are compared now and then, so it costs no statement where it is asked for.
 */
final class DatabaseClock implements InstantSource, SmartLifecycle, MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int TRIES_AT_START = 20;

  /** Less is not corrected: it harms nothing, and the comparison is not more exact. */
  private static final Duration TOLERATED = Duration.ofMillis(500);

  private final InstantSource machine;
  private final ObjectProvider<JdbcTemplate> database;
  private volatile Duration ahead = Duration.ZERO;
  private final PeriodicTask timer = new PeriodicTask("database-time", EVERY, this::compare);

  /**
   * @param database resolved lazily, because creating the pool may need this clock
   */
  DatabaseClock(InstantSource machine, ObjectProvider<JdbcTemplate> database) {
    this.machine = machine;
    this.database = database;
  }

  @Override
  public Instant instant() {
    return machine.instant().minus(ahead);
  }

  /**
   * @return false if the answer came too late to be used, so that asking again at once may help
   */
  private boolean compare() {
    try {
      var found =
          database.getObject().execute((ConnectionCallback<Optional<Duration>>) this::compareBy);
      found.ifPresent(this::correct);
      return found.isPresent();
    } catch (RuntimeException | Error away) {
      // Caught here, because PeriodicTask would log each failed run as an error.
      log.debug("The clocks could not be compared", away);
      return true;
    }
  }

  /** How far this machine is ahead; empty if the answer came too late to tell. */
  private Optional<Duration> compareBy(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      var before = machine.instant();
      try (var answer = statement.executeQuery("select clock_timestamp()")) {
        answer.next();
        var took = Duration.between(before, machine.instant());
        var there = answer.getObject(1, OffsetDateTime.class).toInstant();
        boolean certain = !took.isNegative() && took.compareTo(TOLERATED) <= 0;
        return certain
            ? Optional.of(Duration.between(there, before.plus(took.dividedBy(2))))
            : Optional.empty();
      }
    }
  }

  private void correct(Duration measured) {
    var found = measured.abs().compareTo(TOLERATED) > 0 ? measured : Duration.ZERO;
    if (ahead.isZero() && !found.isZero()) {
      log.warn(
          "The clock of this machine is {} s {} the database's, whose time is used instead. Correct"
              + " the clock, by NTP for example",
          found.abs().toSeconds(),
          found.isNegative() ? "behind" : "ahead of");
    } else if (found.isZero() && !ahead.isZero()) {
      log.info("The clock of this machine agrees with the database's again");
    }
    ahead = found;
  }

  /** Before anything is claimed or stored. Axon's own clocks are static, and no beans. */
  @Override
  public void start() {
    for (int tries = 1; !compare() && tries < TRIES_AT_START; tries++) {
      log.debug("The clocks are compared once more");
    }
    var clock = withZone(ZoneOffset.UTC);
    AbstractTokenEntry.clock = clock;
    GenericEventMessage.clock = clock;
    timer.start();
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  /** Before everything else, and after it when stopping. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    TimeGauge.builder(
            "orderflow.clock.ahead", this, TimeUnit.MILLISECONDS, DatabaseClock::millisAhead)
        .description("how far this machine's clock is ahead of the database's, where it matters")
        .register(registry);
  }

  private double millisAhead() {
    return ahead.toMillis();
  }
}
