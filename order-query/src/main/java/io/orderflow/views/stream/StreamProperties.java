package io.orderflow.views.stream;

import io.orderflow.engine.settings.SettingRange;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
    SettingRange.require("orderflow.streams.most", most, 1, 10_000);
    SettingRange.require("orderflow.streams.heartbeat", heartbeat, "1s", "1m");
    SettingRange.require("orderflow.streams.longest", longest, "10ms", "1d");
    SettingRange.require("orderflow.streams.longest-catch-up", longestCatchUp, 0, 10_000_000);
  }
}
