package io.orderflow.api.order;

import org.jspecify.annotations.Nullable;

/**
 * Where an order goes. Personal data: it never enters an event, is asked for by {@link
 * OrderQuery.FindShippingAddress} when shipping needs it, and can be erased without touching
 * history.
 *
 * @param country an ISO 3166-1 code of two letters
 */
public record ShippingAddress(
    String recipient,
    String street,
    String postalCode,
    String city,
    @Nullable String region,
    String country) {

  /** Keeps the data out of logs. */
  @Override
  public String toString() {
    return "ShippingAddress[withheld]";
  }
}
