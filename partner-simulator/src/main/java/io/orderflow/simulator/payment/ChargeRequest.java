package io.orderflow.simulator.payment;

import io.orderflow.simulator.ledger.PartnerMoney;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.wire.FieldChecks;

record ChargeRequest(
    String orderId, PartnerMoney amount, String paymentMethod, String callbackUrl) {

  private static final int MAX_METHOD = 128;

  ChargeRequest {
    orderId = FieldChecks.orderId(orderId);
    amount = FieldChecks.present("amount", amount);
    paymentMethod = FieldChecks.present("paymentMethod", paymentMethod);
    if (paymentMethod.isBlank() || paymentMethod.length() > MAX_METHOD) {
      throw new IllegalArgumentException(
          "paymentMethod must have 1 to " + MAX_METHOD + " characters");
    }
    callbackUrl = FieldChecks.callbackUrl(callbackUrl);
  }

  RequestTerms terms() {
    String asked = orderId + " " + amount.amount() + " " + amount.currency() + " " + paymentMethod;
    return new RequestTerms(
        orderId, RequestTerms.fingerprint(asked), paymentMethod, amount, callbackUrl);
  }
}
