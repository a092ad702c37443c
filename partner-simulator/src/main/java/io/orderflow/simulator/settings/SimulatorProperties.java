package io.orderflow.simulator.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the simulated partners behave.
 *
 * @param port its port; in a process of its own, 0 takes any free one
 * @param address the interface to listen on
 * @param folder the folder of the journal
 * @param callbackSecret the secret that signs callbacks, 16 characters or more; the first of
 *     several separated by commas
 * @param slowAnswer the delay of the answer to {@code pm_card_slow} and {@code notify-slow} (0–5m)
 * @param silence the time after which a silent partner closes the connection (0–5m)
 * @param callbackDelay the time from a 202 to its result (0–1d)
 * @param lateCallbackAfter the delay of the callback of {@code pm_card_silent_charged}, and of the
 *     dispatch of {@code shipping-late} (0–1d)
 * @param deliveryAfter the time from dispatch to delivery (0–1d)
 * @param callbackAttempts the most attempts to deliver a callback (1–100,000)
 * @param seed the seed of random failures; without one it is drawn at random and logged
 */
@ConfigurationProperties("simulator")
public record SimulatorProperties(
    @DefaultValue("8090") int port,
    @DefaultValue("127.0.0.1") String address,
    @DefaultValue(".orderflow/simulator") Path folder,
    @DefaultValue("") String callbackSecret,
    @DefaultValue("8s") Duration slowAnswer,
    @DefaultValue("30s") Duration silence,
    @DefaultValue("500ms") Duration callbackDelay,
    @DefaultValue("30s") Duration lateCallbackAfter,
    @DefaultValue("1s") Duration deliveryAfter,
    @DefaultValue("200") int callbackAttempts,
    @DefaultValue Processing processing,
    @Nullable Long seed) {

  /**
   * @param failureRate the share of requests to the processing partner that fails, from 0 to 1
   */
  public record Processing(@DefaultValue("0") double failureRate) {

    public Processing {
      require(
          failureRate >= 0 && failureRate <= 1,
          "processing.failure-rate must be between 0 and 1, for instance 0.3");
    }
  }

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LONGEST_HELD = Duration.ofMinutes(5);

  public SimulatorProperties {
    require(port >= 0 && port <= 65_535, "port must be between 0 and 65535");
    require(!address.isBlank(), "address must name an interface, for instance 127.0.0.1");
    callbackSecret = callbackSecret.split(",", 2)[0].strip();
    require(callbackSecret.length() >= 16, "callback-secret must have at least 16 characters");
    require(between(slowAnswer, LONGEST_HELD), "slow-answer must be between 0 and 5 minutes");
    require(between(silence, LONGEST_HELD), "silence must be between 0 and 5 minutes");
    require(between(callbackDelay, LONGEST), "callback-delay must be between 0 and 1 day");
    require(between(lateCallbackAfter, LONGEST), "late-callback-after must be between 0 and 1 day");
    require(between(deliveryAfter, LONGEST), "delivery-after must be between 0 and 1 day");
    require(
        callbackAttempts >= 1 && callbackAttempts <= 100_000,
        "callback-attempts must be between 1 and 100000");
  }

  private static boolean between(Duration duration, Duration longest) {
    return !duration.isNegative() && duration.compareTo(longest) <= 0;
  }

  private static void require(boolean valid, String sentence) {
    if (!valid) {
      throw new IllegalArgumentException("simulator." + sentence);
    }
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "SimulatorProperties[port=" + port + ", address=" + address + ", folder=" + folder + "]";
  }
}
