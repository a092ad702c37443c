package io.orderflow.partner;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Where each partner is found, and how long it is waited for.
 *
 * @param stock the catalogue, which is reached by messages and has no address
 */
@ConfigurationProperties("orderflow.partners")
public record PartnerProperties(
    @DefaultValue Contact payment,
    @DefaultValue Contact processing,
    @DefaultValue Contact shipping,
    @DefaultValue Patience stock) {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  public PartnerProperties {
    payment.check("payment");
    processing.check("processing");
    shipping.checkWhereNamed("shipping");
    checkTimeout("stock", stock.requestTimeout());
  }

  /**
   * @param most as long as the lease of a task allows for asking
   */
  void checkWithin(Duration most) {
    checkWithin(most, "payment", payment.requestTimeout());
    checkWithin(most, "processing", processing.requestTimeout());
    checkWithin(most, "shipping", shipping.requestTimeout());
    checkWithin(most, "stock", stock.requestTimeout());
  }

  /**
   * A partner reached over HTTP.
   *
   * @param url where the partner is: what all its paths are appended to; required, of shipping only
   *     where it goes over HTTP
   * @param requestTimeout how long an answer is waited for, to its last byte (10ms–2m)
   */
  public record Contact(@Nullable URI url, @DefaultValue("5s") Duration requestTimeout) {

    private void check(String partner) {
      HttpAddress.require("orderflow.partners." + partner + ".url", url);
      checkTimeout(partner, requestTimeout);
    }

    /** Without an address the partner is not spoken to over HTTP; whoever does so requires it. */
    private void checkWhereNamed(String partner) {
      if (url == null || url.toString().isBlank()) {
        checkTimeout(partner, requestTimeout);
      } else {
        check(partner);
      }
    }
  }

  /**
   * How long an answer is waited for.
   *
   * @param requestTimeout how long the catalogue is waited for (10ms–2m)
   */
  public record Patience(@DefaultValue("5s") Duration requestTimeout) {}

  private static void checkTimeout(String partner, Duration timeout) {
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new InvalidConfigurationPropertyValueException(
          "orderflow.partners." + partner + ".request-timeout",
          timeout,
          "Set it to 10ms to 2m, for instance 5s.");
    }
  }

  private static void checkWithin(Duration most, String partner, Duration timeout) {
    if (timeout.compareTo(most) > 0) {
      throw new InvalidConfigurationPropertyValueException(
          "orderflow.partners." + partner + ".request-timeout",
          timeout,
          "It is more than half of orderflow.fulfillment.lease: another worker would ask again while"
              + " one still waits. Shorten it, or set the lease to at least twice as much.");
    }
  }
}
