package io.orderflow.integration;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Settings of public events that apply to every publisher.
 *
 * @param source the {@code source} of all public events, a URI or a path: it tells one orderflow
 *     from another. Consumers recognize a repeated event by it, so it must not change
 */
@ConfigurationProperties("orderflow.integration")
record IntegrationProperties(@DefaultValue("/orderflow") URI source) {

  IntegrationProperties {
    if (source.toString().isBlank()) {
      throw new InvalidConfigurationPropertyValueException(
          "orderflow.integration.source", source, "Set it to a URI or a path, such as /orderflow.");
    }
  }
}
