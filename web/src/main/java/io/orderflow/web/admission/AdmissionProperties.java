package io.orderflow.web.admission;

import io.orderflow.engine.settings.SettingRange;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How many requests are admitted at once.
 *
 * @param lanes the places of each traffic class: at-once (1–10,000), how many requests are worked
 *     on, and waiting (0–10,000), how many more may wait
 * @param patience how long a request may wait for a place (0s–10s)
 * @param retryAfter the {@code Retry-After} of a refused client (1s–10m)
 */
@ConfigurationProperties("orderflow.admission")
record AdmissionProperties(
    Map<TrafficClass, Places> lanes,
    @DefaultValue("500ms") Duration patience,
    @DefaultValue("1s") Duration retryAfter) {

  AdmissionProperties {
    var complete = new EnumMap<TrafficClass, Places>(lanes);
    for (TrafficClass trafficClass : TrafficClass.values()) {
      if (!complete.containsKey(trafficClass)) {
        throw new InvalidConfigurationPropertyValueException(
            name(trafficClass), null, "Set at-once and waiting of it.");
      }
      complete.get(trafficClass).check(name(trafficClass));
    }
    lanes = complete;
    SettingRange.require("orderflow.admission.patience", patience, "0s", "10s");
    SettingRange.require("orderflow.admission.retry-after", retryAfter, "1s", "10m");
  }

  Places of(TrafficClass trafficClass) {
    return lanes.getOrDefault(trafficClass, new Places(1, 0));
  }

  /** How many requests may be admitted or wait, in all classes together. */
  int places() {
    return Arrays.stream(TrafficClass.values()).map(this::of).mapToInt(Places::all).sum();
  }

  private static String name(TrafficClass trafficClass) {
    return "orderflow.admission.lanes." + trafficClass.lowerCase();
  }

  /**
   * @param atOnce how many are worked on
   * @param waiting how many more may wait for that
   */
  record Places(int atOnce, int waiting) {

    private void check(String name) {
      SettingRange.require(name + ".at-once", atOnce, 1, 10_000);
      SettingRange.require(name + ".waiting", waiting, 0, 10_000);
    }

    private int all() {
      return atOnce + waiting;
    }
  }
}
