package io.orderflow.engine.service;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Settings of a module that runs as a separate service.
 *
 * @param databaseWait how long a start waits for a database that is not up yet (0–10m)
 */
@ConfigurationProperties("orderflow.service")
record ServiceProperties(@DefaultValue("60s") Duration databaseWait) {

  private static final Duration MOST = Duration.ofMinutes(10);

  ServiceProperties {
    if (databaseWait.isNegative() || databaseWait.compareTo(MOST) > 0) {
      throw new InvalidConfigurationPropertyValueException(
          "orderflow.service.database-wait", databaseWait, "Set it to 0s to 10m.");
    }
  }
}
