package io.orderflow.partner;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The address of each partner, and the time limit of a call to it.
 *
 * @param stock the catalog, which is called by messages and has no address
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
    shipping.check("shipping");
    checkTimeout("stock", stock.requestTimeout());
  }

  /**
   * @param most the part of a task's lease that may be spent calling the partner
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
   * @param url the base of all its paths; required if the built-in step calls it over HTTP
   * @param requestTimeout the time limit of one call, to the last byte of its answer (10ms–2m)
   */
  public record Contact(@Nullable URI url, @DefaultValue("5s") Duration requestTimeout) {

    /** {@link HttpPartner} requires the address; a step that does not use HTTP needs none. */
    private void check(String partner) {
      if (url != null && !url.toString().isBlank()) {
        HttpAddress.require("orderflow.partners." + partner + ".url", url);
      }
      checkTimeout(partner, requestTimeout);
    }
  }

  /**
   * A partner that is called by messages.
   *
   * @param requestTimeout the time limit of one call (10ms–2m)
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
          "It is more than half of orderflow.fulfillment.lease: another worker would repeat the request"
              + " while this one still waits. Shorten it, or set the lease to at least twice as much.");
    }
  }
}
