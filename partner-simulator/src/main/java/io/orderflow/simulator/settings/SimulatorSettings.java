package io.orderflow.simulator.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the simulated partners behave; each value is the property {@code simulator.<name>}.
 *
 * @param port where to listen; on its own, 0 takes any free one
 * @param address the interface to listen on
 * @param folder where the journal is kept
 * @param callbackSecret what callbacks are signed with; of several, parted by commas, the first; 16
 *     characters or more
 * @param slowAnswer how late {@code pm_card_slow} is answered (0–5m)
 * @param silence after how long a silent partner hangs up (0–5m)
 * @param callbackDelay how long a request answered with 202 takes to be settled (0–1d)
 * @param lateCallbackAfter when {@code pm_card_silent_charged} is told of after all, and {@code
 *     shipping-late} dispatched (0–1d)
 * @param deliveryAfter how long a dispatched parcel is on the road (0–1d)
 * @param callbackAttempts how often a callback that nobody accepts is sent (1–100,000)
 * @param processing how reliable the processing partner is
 * @param seed what chance starts from; where none is given, one is drawn and printed
 */
@ConfigurationProperties("simulator")
public record SimulatorSettings(
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
   * What is particular to the processing partner.
   *
   * @param failureRate the share of its requests that fails, from 0 to 1
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

  public SimulatorSettings {
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

  /** Keeps the secret out of logs, whoever prints it. */
  @Override
  public String toString() {
    return "SimulatorSettings[port=" + port + ", address=" + address + ", folder=" + folder + "]";
  }
}
