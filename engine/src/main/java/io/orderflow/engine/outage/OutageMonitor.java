package io.orderflow.engine.outage;

import ch.qos.logback.classic.LoggerContext;
import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.failure.AxonServerErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Logs the outages of all dependencies, and suppresses the messages they cause. The database's pool
 * is found automatically; other dependencies are registered.
 */
public final class OutageMonitor
    implements BeanPostProcessor, ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Duration REMIND_EVERY = Duration.ofMinutes(1);

  /** How long after an outage calls that began in it may still fail. */
  private static final Duration AFTERMATH = Duration.ofSeconds(5);

  private final OutageLogFilter filter = new OutageLogFilter();
  private final List<OutageLog> outages = new ArrayList<>();
  private @Nullable DatabaseDependency database;
  private @Nullable OutageLog databaseOutage;
  private boolean watching;

  public OutageMonitor() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      filter.putInto(logs);
    }
  }

  /** Before the pool is wrapped, and before the first connection is taken from it. */
  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
      var longestWait = Duration.ofMillis(pool.getConnectionTimeout());
      database = new DatabaseDependency(DatabaseLogin.of(pool));
      databaseOutage = watch(database, longestWait);
    }
    return bean;
  }

  /**
   * A dependency that is judged by the outcome of calls.
   *
   * @param advice in whole sentences: what its outage means for orders, and what to do about it
   * @param tolerated how many consecutive calls may fail before it counts as unavailable
   */
  public PassiveHealthCheck observe(String name, String advice, int tolerated) {
    return observe(name, advice, tolerated, _ -> false);
  }

  /**
   * A dependency whose failed calls others log, too: what is explained by its outage is suppressed.
   *
   * @param explains whether a logged failure is a consequence of its outage
   */
  public PassiveHealthCheck observe(
      String name, String advice, int tolerated, Predicate<Throwable> explains) {
    var check =
        new PassiveHealthCheck(
            new PassiveHealthCheck.Description(name, advice, explains), tolerated);
    check.onFailure(watch(check, AFTERMATH)::suspect);
    return check;
  }

  /**
   * The service that handles commands; one failure suffices, since it means that no node is there.
   */
  public PassiveHealthCheck observeHandlers(String name, String advice) {
    return observe(name, advice, 0, AxonServerErrors::isOfMissingHandler);
  }

  public OutageLog watch(MonitoredDependency dependency) {
    return watch(dependency, AFTERMATH);
  }

  private synchronized OutageLog watch(MonitoredDependency dependency, Duration aftermath) {
    var outage = new OutageLog(dependency, REMIND_EVERY, aftermath);
    outages.add(outage);
    filter.watchFor(outage);
    if (watching) {
      outage.startWatching();
    }
    return outage;
  }

  @Override
  public synchronized void onApplicationEvent(ApplicationReadyEvent ready) {
    watching = true;
    outages.forEach(OutageLog::startWatching);
  }

  /** Whether the database is known to be unavailable. */
  public boolean isDatabaseAway() {
    return databaseOutage != null && databaseOutage.isNow();
  }

  /** Whether the database is known to have a full disk. */
  public boolean isDatabaseDiskFull() {
    return isDatabaseAway() && database != null && database.isDiskFull();
  }

  @Override
  public synchronized void destroy() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      filter.takeFrom(logs);
    }
    outages.forEach(OutageLog::stopWatching);
  }
}
