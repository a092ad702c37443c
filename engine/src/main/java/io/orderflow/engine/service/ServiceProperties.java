package io.orderflow.engine.service;

import io.orderflow.engine.settings.SettingRange;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a module that runs as a separate service.
 *
 * @param databaseWait how long a start waits for a database that is not up yet (0–10m)
 */
@ConfigurationProperties("orderflow.service")
record ServiceProperties(@DefaultValue("60s") Duration databaseWait) {

  ServiceProperties {
    SettingRange.require("orderflow.service.database-wait", databaseWait, "0s", "10m");
  }
}
