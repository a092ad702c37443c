package io.orderflow.inbox;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How callbacks are verified and dispatched.
 *
 * @param secrets the secrets that sign callbacks: one of 32 characters or more, or two during a
 *     rotation; required. One for Standard Webhooks may be {@code whsec_} and a key in Base64.
 *     orderflow and the simulator both read the variable {@code ORDERFLOW_CALLBACK_SECRETS}. The
 *     published secret is refused outside {@code demo}
 * @param workers the number of threads that dispatch callbacks (1–64)
 * @param pollInterval how often the inbox is polled without a wake-up (10ms–1m)
 * @param commandTimeout the time limit of a command to an order (10ms–1m)
 * @param longestPause the longest pause after a failed attempt (10ms–1h)
 * @param keepDone how long a dispatched callback is kept (10m–3650d)
 */
@ConfigurationProperties("orderflow.callbacks")
public record CallbackProperties(
    @DefaultValue List<String> secrets,
    @DefaultValue("2") int workers,
    @DefaultValue("1s") Duration pollInterval,
    @DefaultValue("5s") Duration commandTimeout,
    @DefaultValue("1m") Duration longestPause,
    @DefaultValue("30d") Duration keepDone) {

  static final int MIN_SECRET_LENGTH = 32;

  public CallbackProperties {
    secrets = secrets.stream().map(String::strip).filter(secret -> !secret.isEmpty()).toList();
    checkSecrets(secrets);
    if (workers < 1 || workers > 64) {
      throw wrong("workers", workers, "Set it to 1 to 64.");
    }
    checkDuration("poll-interval", pollInterval, Duration.ofMillis(10), Duration.ofMinutes(1));
    checkDuration("command-timeout", commandTimeout, Duration.ofMillis(10), Duration.ofMinutes(1));
    checkDuration("longest-pause", longestPause, Duration.ofMillis(10), Duration.ofHours(1));
    checkDuration("keep-done", keepDone, Duration.ofMinutes(10), Duration.ofDays(3650));
  }

  private static void checkSecrets(List<String> secrets) {
    if (secrets.isEmpty() || secrets.size() > 2) {
      throw wrongSecrets(
          secrets.size() + " secrets",
          "Set it to the secret that partners sign callbacks with, or to two of them separated by a"
              + " comma.");
    }
    if (secrets.stream().anyMatch(secret -> secret.length() < MIN_SECRET_LENGTH)) {
      throw wrongSecrets(
          "too short",
          "Each secret must have at least "
              + MIN_SECRET_LENGTH
              + " characters; `openssl rand -hex 32` makes a good one.");
    }
    secrets.forEach(CallbackProperties::checkKey);
  }

  private static void checkKey(String secret) {
    try {
      var _ = StandardWebhookSecret.key(secret);
    } catch (IllegalArgumentException malformed) {
      throw wrongSecrets("malformed", String.valueOf(malformed.getMessage()));
    }
  }

  /** Names the property in a form that Spring Boot cannot look up: it would print the secret. */
  private static InvalidConfigurationPropertyValueException wrongSecrets(
      String what, String remedy) {
    return wrong("secrets (environment variable ORDERFLOW_CALLBACK_SECRETS)", what, remedy);
  }

  private static void checkDuration(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw wrong(name, value, "Set it to something between " + least + " and " + most + ".");
    }
  }

  private static InvalidConfigurationPropertyValueException wrong(
      String name, Object value, String remedy) {
    return new InvalidConfigurationPropertyValueException(
        "orderflow.callbacks." + name, value, remedy);
  }

  /** Keeps the secrets out of logs. */
  @Override
  public String toString() {
    return "CallbackProperties[" + secrets.size() + " secrets, workers=" + workers + "]";
  }
}
