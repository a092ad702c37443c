package io.orderflow.simulator.payment;

import io.orderflow.simulator.book.Money;
import io.orderflow.simulator.book.Terms;
import io.orderflow.simulator.wire.Checked;

record RefundRequest(String orderId, String chargeId, Money amount) {

  private static final int MAX_CHARGE_ID = 128;

  RefundRequest {
    orderId = Checked.orderId(orderId);
    chargeId = Checked.visible("chargeId", chargeId, MAX_CHARGE_ID);
    amount = Checked.present("amount", amount);
  }

  Terms terms() {
    String asked = orderId + " " + chargeId + " " + amount.amount() + " " + amount.currency();
    return new Terms(orderId, Terms.fingerprint(asked), chargeId, amount, null);
  }
}
