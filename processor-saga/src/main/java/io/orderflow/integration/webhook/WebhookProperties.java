package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderflow.engine.processors.EventProcessorDefinition.Start;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationStyle;

/**
 * Public events at webhooks.
 *
 * @param enabled whether they are published there
 * @param encryptionKey encrypts the secrets of endpoints in the database: 32 random bytes in
 *     Base64; required. With another key the stored secrets cannot be read. The published key is
 *     refused outside {@code demo}
 * @param allowHttp whether endpoints may have {@code http} addresses, which anyone on the way can
 *     read
 * @param allowedPorts the ports of endpoints: numbers, and ranges such as {@code 1024-65535}
 * @param allowedNetworks networks that endpoints may be in although they are not public, such as
 *     {@code 10.1.0.0/16}
 * @param maxEndpoints the most endpoints (1–10000); a node makes at most 200 attempts more than
 *     that at the same time
 * @param concurrency the most attempts at the same time at one endpoint, never two of one order;
 *     one alone while it does not answer (1–64)
 * @param timeout the time limit of one attempt, its connection and its answer included (1s–2m)
 * @param firstRetry the pause after the first failure; each further one is three times as long
 *     (10ms–1h)
 * @param longestRetry the longest of these pauses, and the longest {@code Retry-After} that is
 *     followed (10ms–24h)
 * @param giveUpAfter how long an event is tried, and after how long without any success an endpoint
 *     is disabled (1s–30d)
 * @param secretOverlap how long an old secret signs too after a rotation (0s–30d)
 * @param keepDeliveries how long deliveries are kept with their attempts, no shorter than {@code
 *     give-up-after} (1h–3650d)
 * @param start what is published first, at the very first start: {@code now} begins with what
 *     happens from then on, {@code first-event} with the first event ever stored
 */
@ConfigurationProperties("orderflow.integration.webhooks")
record WebhookProperties(
    @DefaultValue("false") boolean enabled,
    @Nullable String encryptionKey,
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue({"443", "80", "1024-65535"}) List<String> allowedPorts,
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue("1000") int maxEndpoints,
    @DefaultValue("8") int concurrency,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("5s") Duration firstRetry,
    @DefaultValue("6h") Duration longestRetry,
    @DefaultValue("3d") Duration giveUpAfter,
    @DefaultValue("24h") Duration secretOverlap,
    @DefaultValue("30d") Duration keepDeliveries,
    @DefaultValue("now") Start start) {

  static final String PREFIX = "orderflow.integration.webhooks";

  /** The published key of the demonstration, before its encoding. */
  private static final String DEMO_KEY = "orderflow-demo-key-known-to-all!";

  private static final int KEY_BYTES = 32;
  private static final int MOST_ENDPOINTS = 10_000;
  private static final int MOST_AT_ONCE = 64;

  /** Of all endpoints of a node together, beside the one that each may always have under way. */
  static final int MORE_ATTEMPTS = 200;

  WebhookProperties {
    allowedPorts = List.copyOf(allowedPorts);
    allowedNetworks = List.copyOf(allowedNetworks);
    if (decoded(encryptionKey).length != KEY_BYTES) {
      throw wrongKey(
          encryptionKey == null ? "missing" : "malformed", // a typing error is still most of a key
          "It is required where webhooks are on: set it to 32 random bytes in Base64, as `openssl"
              + " rand -base64 32` prints them, and keep it: secrets that are stored cannot be read"
              + " without it.");
    }
    if (maxEndpoints < 1 || maxEndpoints > MOST_ENDPOINTS) {
      throw wrong("max-endpoints", maxEndpoints, "Set it to 1 to " + MOST_ENDPOINTS + ".");
    }
    if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
      throw wrong("concurrency", concurrency, "Set it to 1 to " + MOST_AT_ONCE + ".");
    }
    within("timeout", timeout, "1s", "2m");
    within("first-retry", firstRetry, "10ms", "1h");
    within("longest-retry", longestRetry, "10ms", "24h");
    within("give-up-after", giveUpAfter, "1s", "30d");
    within("secret-overlap", secretOverlap, "0s", "30d");
    within("keep-deliveries", keepDeliveries, "1h", "3650d");
    if (longestRetry.compareTo(firstRetry) < 0) {
      throw wrong("longest-retry", longestRetry, "Set it to first-retry or longer.");
    }
    if (keepDeliveries.compareTo(giveUpAfter) < 0) {
      throw wrong("keep-deliveries", keepDeliveries, "Set it to give-up-after or longer.");
    }
  }

  /** The most attempts at the same time on one node. */
  int mostAttempts() {
    return maxEndpoints + MORE_ATTEMPTS;
  }

  byte[] key() {
    return decoded(encryptionKey);
  }

  /** Outside of the demonstration. */
  void requireOwnKey() {
    if (Arrays.equals(key(), DEMO_KEY.getBytes(US_ASCII))) {
      throw wrongKey(
          "the published one",
          "It is the published one of the demonstration. Set one of your own, or run the profile"
              + " demo.");
    }
  }

  private static byte[] decoded(@Nullable String key) {
    try {
      return key == null ? new byte[0] : Base64.getDecoder().decode(key.strip());
    } catch (IllegalArgumentException noBase64) {
      return new byte[0];
    }
  }

  private static void within(String name, Duration value, String least, String most) {
    if (value.compareTo(DurationStyle.SIMPLE.parse(least)) < 0
        || value.compareTo(DurationStyle.SIMPLE.parse(most)) > 0) {
      throw wrong(name, value, "Set it to " + least + " to " + most + ".");
    }
  }

  /** Names the property in a form that Spring Boot cannot look up: it would print the key. */
  static InvalidConfigurationPropertyValueException wrongKey(String what, String remedy) {
    return wrong(
        "encryption-key (environment variable ORDERFLOW_INTEGRATION_WEBHOOKS_ENCRYPTIONKEY)",
        what,
        remedy);
  }

  static InvalidConfigurationPropertyValueException wrong(
      String name, @Nullable Object value, String remedy) {
    return new InvalidConfigurationPropertyValueException(PREFIX + "." + name, value, remedy);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "webhooks of at most %d endpoints".formatted(maxEndpoints);
  }
}
