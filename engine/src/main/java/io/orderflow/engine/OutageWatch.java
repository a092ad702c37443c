package io.orderflow.engine;

import ch.qos.logback.classic.LoggerContext;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Stands between the log and whoever complains that the pool's database is away. */
final class OutageWatch
    implements BeanPostProcessor, ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Duration REMIND_EVERY = Duration.ofMinutes(1);

  private @Nullable Outage outage;
  private @Nullable OutageFilter filter;

  /** Before anybody has asked the pool for a connection. */
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool
        && pool.getJdbcUrl() != null
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      var longestWait = Duration.ofMillis(pool.getConnectionTimeout());
      outage = new Outage(DatabaseLogin.of(pool), REMIND_EVERY, longestWait);
      filter = new OutageFilter(outage);
      filter.putInto(logs);
    }
    return bean;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    if (outage != null) {
      outage.watchFromNowOn();
    }
  }

  /** Whether it is known that the database cannot be used just now. */
  boolean isAway() {
    return outage != null && outage.isNow();
  }

  /** Whether it is known that nothing can be stored for want of room just now. */
  boolean isDiskFull() {
    return outage != null && outage.isOfFullDisk();
  }

  @Override
  public void destroy() {
    if (filter != null && LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      filter.takeFrom(logs);
    }
    if (outage != null) {
      outage.watchNoLonger();
    }
  }
}
