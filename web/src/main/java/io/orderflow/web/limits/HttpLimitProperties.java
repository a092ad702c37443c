package io.orderflow.web.limits;

import io.orderflow.engine.settings.SettingRange;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Limits on the size of a request and the time it may take to arrive. The limits of Tomcat and
 * Jackson are set in this module's {@code defaults.properties}.
 *
 * @param maxBody the longest request body (1KB–100MB)
 * @param bodyTimeout how long a body may take to arrive (100ms–10m)
 * @param slowBodies how many bodies may arrive slowly at once (1–10,000); each occupies a thread
 * @param maxUri the most characters of a path with its query (256–8,192)
 * @param maxHeaders the most headers (8–1,000)
 */
@ConfigurationProperties("orderflow.http")
public record HttpLimitProperties(
    @DefaultValue("256KB") DataSize maxBody,
    @DefaultValue("10s") Duration bodyTimeout,
    @DefaultValue("32") int slowBodies,
    @DefaultValue("2048") int maxUri,
    @DefaultValue("64") int maxHeaders) {

  public HttpLimitProperties {
    if (maxBody.toBytes() < 1_024 || maxBody.toMegabytes() > 100) {
      throw new InvalidConfigurationPropertyValueException(
          "orderflow.http.max-body", maxBody, "Set it to 1KB to 100MB.");
    }
    SettingRange.require("orderflow.http.body-timeout", bodyTimeout, "100ms", "10m");
    SettingRange.require("orderflow.http.slow-bodies", slowBodies, 1, 10_000);
    SettingRange.require("orderflow.http.max-uri", maxUri, 256, 8_192);
    SettingRange.require("orderflow.http.max-headers", maxHeaders, 8, 1_000);
  }
}
