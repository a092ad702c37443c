package io.orderflow.inbox;

import io.orderflow.partner.PartnerJson;

/** The partners that send callbacks. */
public enum CallbackSource {
  PAYMENT(PaymentNotice.class),
  SHIPPING(ShipmentNotice.class);

  private final Class<? extends Notice> form;

  CallbackSource(Class<? extends Notice> form) {
    this.form = form;
  }

  /**
   * @throws tools.jackson.core.JacksonException if it is not JSON, or a member is missing
   * @throws IllegalArgumentException with a sentence for the partner, if a member is malformed
   */
  public Notice read(String body) {
    return PartnerJson.read(body, form).checked();
  }
}
