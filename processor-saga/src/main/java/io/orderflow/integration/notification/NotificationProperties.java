package io.orderflow.integration.notification;

import io.orderflow.partner.HttpAddress;
import io.orderflow.partner.PartnerProperties.Contact;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Notifications to customers, by a service that has the contract docs/partners/notification.yaml.
 *
 * @param enabled whether they are sent
 * @param url the base of the service's path; required
 * @param token what the service is sent as {@code Authorization: Bearer}; nothing if it is empty
 * @param timeout the time limit of one request, and of a round of requests at the same time for the
 *     last of them to begin (100ms–4s)
 * @param concurrency the most requests at the same time (1–64)
 */
@ConfigurationProperties("orderflow.integration.notifications")
record NotificationProperties(
    @DefaultValue("false") boolean enabled,
    @Nullable URI url,
    @DefaultValue("") String token,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("16") int concurrency) {

  static final String PREFIX = "orderflow.integration.notifications";

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{0,8000}");
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** A round takes twice as long at most: less than PostgreSQL lets a transaction do nothing. */
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private static final int MOST_AT_ONCE = 64;

  NotificationProperties {
    var _ = HttpAddress.require(PREFIX + ".url", url);
    token = token.strip();
    if (!VISIBLE.matcher(token).matches()) {
      // Named in a form that Spring Boot cannot look up: it would print the token.
      throw wrong(
          "token (environment variable ORDERFLOW_INTEGRATION_NOTIFICATIONS_TOKEN)",
          "malformed",
          "Set it to visible ASCII characters without blanks, or remove it.");
    }
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw wrong("timeout", timeout, "Set it to 100ms to 4s.");
    }
    if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
      throw wrong("concurrency", concurrency, "Set it to 1 to " + MOST_AT_ONCE + ".");
    }
  }

  Contact contact() {
    return new Contact(url, timeout);
  }

  Map<String, String> headers() {
    return token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
  }

  private static InvalidConfigurationPropertyValueException wrong(
      String name, Object value, String remedy) {
    return new InvalidConfigurationPropertyValueException(PREFIX + "." + name, value, remedy);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "notifications to %s, %d at once".formatted(url, concurrency);
  }
}
