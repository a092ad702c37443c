package io.orderflow.integration.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

/** Settings as Spring Boot binds them. */
final class TestSettings {

  static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private TestSettings() {}

  static WebhookProperties of(Map<String, String> settings) {
    var all = new HashMap<String, Object>();
    all.put(WebhookProperties.PREFIX + ".encryption-key", KEY);
    settings.forEach((name, value) -> all.put(WebhookProperties.PREFIX + "." + name, value));
    return new Binder(
            List.of(new MapConfigurationPropertySource(all)),
            null,
            ApplicationConversionService.getSharedInstance(),
            null)
        .bindOrCreate(WebhookProperties.PREFIX, WebhookProperties.class);
  }
}
