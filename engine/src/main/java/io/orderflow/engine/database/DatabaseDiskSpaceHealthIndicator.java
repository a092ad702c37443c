package io.orderflow.engine.database;

import io.orderflow.engine.outage.OutageMonitor;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while PostgreSQL has no room to store anything, though it lets everybody in. */
public final class DatabaseDiskSpaceHealthIndicator extends AbstractHealthIndicator {

  private final OutageMonitor outages;

  DatabaseDiskSpaceHealthIndicator(OutageMonitor outages) {
    super("it is not known whether PostgreSQL has room");
    this.outages = outages;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    if (outages.isDatabaseDiskFull()) {
      health.down().withDetail("reason", "PostgreSQL's disk is full");
    } else {
      health.up();
    }
  }
}
