package io.orderflow.callback;

import io.orderflow.partner.Wire;

/** Who calls back. */
enum Sender {
  PAYMENT(PaymentNotice.class),
  SHIPPING(ShipmentNotice.class);

  private final Class<? extends Notice> form;

  Sender(Class<? extends Notice> form) {
    this.form = form;
  }

  /**
   * @throws tools.jackson.core.JacksonException if it is not JSON, or a member is missing
   * @throws IllegalArgumentException with a sentence for the partner, if a member is malformed
   */
  Notice read(String body) {
    return Wire.read(body, form).checked();
  }
}
