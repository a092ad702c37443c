package io.orderflow.simulator.payment;

import io.orderflow.simulator.ledger.PartnerMoney;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.wire.FieldChecks;

record RefundRequest(String orderId, String chargeId, PartnerMoney amount) {

  private static final int MAX_CHARGE_ID = 128;

  RefundRequest {
    orderId = FieldChecks.orderId(orderId);
    chargeId = FieldChecks.visible("chargeId", chargeId, MAX_CHARGE_ID);
    amount = FieldChecks.present("amount", amount);
  }

  RequestTerms terms() {
    String asked = orderId + " " + chargeId + " " + amount.amount() + " " + amount.currency();
    return new RequestTerms(orderId, RequestTerms.fingerprint(asked), chargeId, amount, null);
  }
}
