package io.orderflow.views.status;

import io.orderflow.api.ChargeId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The charges an order's payment status follows from.
 *
 * @param payment the charge that is the order's payment; null before it, and for an order never
 *     paid
 * @param owed those that must go back and have not yet
 */
record Charges(@Nullable ChargeId payment, List<ChargeId> owed) {

  static final Charges NONE = new Charges(null, List.of());

  Charges {
    owed = List.copyOf(owed);
  }

  Charges paid(ChargeId charge) {
    return new Charges(charge, owed);
  }

  boolean isPayment(@Nullable ChargeId charge) {
    return charge != null && charge.equals(payment);
  }

  Charges owing(@Nullable ChargeId charge) {
    if (charge == null || owed.contains(charge)) {
      return this;
    }
    var more = new ArrayList<>(owed);
    more.add(charge);
    return new Charges(payment, more);
  }

  Charges settled(@Nullable ChargeId charge) {
    return new Charges(payment, owed.stream().filter(each -> !each.equals(charge)).toList());
  }
}
