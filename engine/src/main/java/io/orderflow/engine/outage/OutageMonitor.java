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
 * Logs the outages of everything orderflow depends on, and suppresses what else is logged because
 * of them: the database's pool is found here, other dependencies are registered.
 */
public final class OutageMonitor
    implements BeanPostProcessor, ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Duration REMIND_EVERY = Duration.ofMinutes(1);

  /** Calls that began during an outage may fail for so long after it. */
  private static final Duration AFTERMATH = Duration.ofSeconds(5);

  private final OutageLogFilter filter = new OutageLogFilter();
  private final List<Outage> outages = new ArrayList<>();
  private @Nullable DatabaseDependency database;
  private @Nullable Outage databaseOutage;
  private boolean watching;

  public OutageMonitor() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      filter.putInto(logs);
    }
  }

  /** Before the pool is asked for its first connection. */
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
      var longestWait = Duration.ofMillis(pool.getConnectionTimeout());
      database = new DatabaseDependency(DatabaseLogin.of(pool));
      databaseOutage = watch(database, longestWait);
    }
    return bean;
  }

  /**
   * Something that is known by its answers only.
   *
   * @param advice in whole sentences: what its absence means for orders, and what to do about it
   * @param tolerated how many calls in a row may fail before it counts as away
   */
  public ObservedDependency observe(String name, String advice, int tolerated) {
    return observed(new ObservedDependency.Description(name, advice, false), tolerated);
  }

  /** The service that handles commands; one failure is enough, since no node of it is there. */
  public ObservedDependency observeHandlers(String name, String advice) {
    return observed(new ObservedDependency.Description(name, advice, true), 0);
  }

  private ObservedDependency observed(ObservedDependency.Description description, int tolerated) {
    var dependency = new ObservedDependency(description, tolerated);
    dependency.onFailure(watch(dependency, AFTERMATH)::suspect);
    return dependency;
  }

  public Outage watch(MonitoredDependency dependency) {
    return watch(dependency, AFTERMATH);
  }

  private synchronized Outage watch(MonitoredDependency dependency, Duration aftermath) {
    var outage = new Outage(dependency, REMIND_EVERY, aftermath);
    outages.add(outage);
    filter.watchFor(outage);
    if (watching) {
      outage.watchFromNowOn();
    }
    return outage;
  }

  @Override
  public synchronized void onApplicationEvent(ApplicationReadyEvent ready) {
    watching = true;
    outages.forEach(Outage::watchFromNowOn);
  }

  /** Whether it is known that the database cannot be used just now. */
  public boolean isDatabaseAway() {
    return databaseOutage != null && databaseOutage.isNow();
  }

  /** Whether it is known that nothing can be stored for want of room just now. */
  public boolean isDatabaseDiskFull() {
    return isDatabaseAway() && database != null && database.isDiskFull();
  }

  @Override
  public synchronized void destroy() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      filter.takeFrom(logs);
    }
    outages.forEach(Outage::watchNoLonger);
  }
}
