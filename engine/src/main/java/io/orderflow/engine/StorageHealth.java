package io.orderflow.engine;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while PostgreSQL has no room to store anything, though it lets everybody in. */
final class StorageHealth extends AbstractHealthIndicator {

  private final OutageWatch database;

  StorageHealth(OutageWatch database) {
    super("it is not known whether PostgreSQL has room");
    this.database = database;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    if (database.isDiskFull()) {
      health.down().withDetail("reason", "PostgreSQL's disk is full");
    } else {
      health.up();
    }
  }
}
