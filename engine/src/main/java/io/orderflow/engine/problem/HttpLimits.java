package io.orderflow.engine.problem;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * How much a request may carry.
 *
 * @param maxBody the most bytes of a body
 */
@ConfigurationProperties("orderflow.http")
record HttpLimits(@DefaultValue("256KB") DataSize maxBody) {

  HttpLimits {
    if (maxBody.toBytes() < 1_024 || maxBody.toMegabytes() > 100) {
      throw new InvalidConfigurationPropertyValueException(
          "orderflow.http.max-body", maxBody, "Set it to 1KB to 100MB.");
    }
  }
}
