package io.orderflow.views.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Streams of server-sent events.
 *
 * @param most how many subscribers one process has (1–10,000)
 * @param heartbeat how often a subscriber without news is sent its position (1s–1m)
 * @param longest how long one stream lasts (10ms–1d); then the client connects again, to any node
 * @param longestCatchUp how many events a subscriber may have missed (0–10,000,000)
 */
@ConfigurationProperties("orderflow.streams")
record StreamProperties(
    @DefaultValue("1000") int most,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("1h") Duration longest,
    @DefaultValue("100000") long longestCatchUp) {

  StreamProperties {
    if (most < 1 || most > 10_000) {
      throw refused("most", most, "Set it to 1 to 10000.");
    }
    if (heartbeat.compareTo(Duration.ofSeconds(1)) < 0
        || heartbeat.compareTo(Duration.ofMinutes(1)) > 0) {
      throw refused("heartbeat", heartbeat, "Set it to 1s to 1m.");
    }
    if (longest.compareTo(Duration.ofMillis(10)) < 0 || longest.compareTo(Duration.ofDays(1)) > 0) {
      throw refused("longest", longest, "Set it to 10ms to 1d.");
    }
    if (longestCatchUp < 0 || longestCatchUp > 10_000_000) {
      throw refused("longest-catch-up", longestCatchUp, "Set it to 0 to 10000000.");
    }
  }

  private static InvalidConfigurationPropertyValueException refused(
      String name, Object value, String what) {
    return new InvalidConfigurationPropertyValueException("orderflow.streams." + name, value, what);
  }
}
