package io.orderflow.catalog;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the catalog.
 *
 * @param keepAnswers how long a change of stock is recognized by its Idempotency-Key (10m–365d)
 */
@ConfigurationProperties("orderflow.catalogue")
record CatalogProperties(@DefaultValue("24h") Duration keepAnswers) {

  CatalogProperties {
    if (keepAnswers.compareTo(Duration.ofMinutes(10)) < 0
        || keepAnswers.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(
          "Set orderflow.catalogue.keep-answers to 10m to 365d, for example 24h.");
    }
  }
}
