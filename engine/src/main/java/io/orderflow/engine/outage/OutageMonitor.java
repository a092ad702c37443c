package io.orderflow.engine.outage;

import ch.qos.logback.classic.LoggerContext;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    return passive(new PassiveHealthCheck.Description(name, advice, false), tolerated);
  }

  /**
   * The service that handles commands; one failure suffices, since it means that no node is there.
   */
  public PassiveHealthCheck observeHandlers(String name, String advice) {
    return passive(new PassiveHealthCheck.Description(name, advice, true), 0);
  }

  private PassiveHealthCheck passive(PassiveHealthCheck.Description description, int tolerated) {
    var check = new PassiveHealthCheck(description, tolerated);
    check.onFailure(watch(check, AFTERMATH)::suspect);
    return check;
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
