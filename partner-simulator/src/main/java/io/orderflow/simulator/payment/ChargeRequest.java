package io.orderflow.simulator.payment;

import io.orderflow.simulator.book.Money;
import io.orderflow.simulator.book.Terms;
import io.orderflow.simulator.wire.Checked;

record ChargeRequest(String orderId, Money amount, String paymentMethod, String callbackUrl) {

  private static final int MAX_METHOD = 128;

  ChargeRequest {
    orderId = Checked.orderId(orderId);
    amount = Checked.present("amount", amount);
    paymentMethod = Checked.present("paymentMethod", paymentMethod);
    if (paymentMethod.isBlank() || paymentMethod.length() > MAX_METHOD) {
      throw new IllegalArgumentException(
          "paymentMethod must have 1 to " + MAX_METHOD + " characters");
    }
    callbackUrl = Checked.callbackUrl(callbackUrl);
  }

  Terms terms() {
    String asked = orderId + " " + amount.amount() + " " + amount.currency() + " " + paymentMethod;
    return new Terms(orderId, Terms.fingerprint(asked), paymentMethod, amount, callbackUrl);
  }
}
