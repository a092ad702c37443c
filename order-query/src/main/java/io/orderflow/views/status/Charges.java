package io.orderflow.views.status;

import io.orderflow.api.ChargeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The charges an order's payment status follows from.
 *
 * @param payment the charge that is the order's payment; null before it, and for an order never
 *     paid
 * @param owed those that must go back and have not yet
 * @param taken every charge, oldest first; null in a state stored by a version that kept no
 *     amounts, until a replay folds it anew
 */
record Charges(@Nullable ChargeId payment, List<ChargeId> owed, @Nullable List<TakenCharge> taken) {

  static final Charges NONE = new Charges(null, List.of(), List.of());

  Charges {
    owed = List.copyOf(owed);
    taken = taken == null ? null : List.copyOf(taken);
  }

  /** The charge is the order's payment. */
  Charges paid(TakenCharge charge) {
    return new Charges(charge.chargeId(), owed, with(charge));
  }

  /** The charge is not the order's payment and must go back. */
  Charges unexpected(TakenCharge charge) {
    return new Charges(payment, owed, with(charge)).owing(charge.chargeId());
  }

  boolean isPayment(@Nullable ChargeId charge) {
    return charge != null && charge.equals(payment);
  }

  boolean isOwed(TakenCharge charge) {
    return !charge.isRefunded() && owed.contains(charge.chargeId());
  }

  Charges owing(@Nullable ChargeId charge) {
    if (charge == null || owed.contains(charge)) {
      return this;
    }
    var more = new ArrayList<>(owed);
    more.add(charge);
    return new Charges(payment, more, taken);
  }

  /** The charge is kept after all. */
  Charges kept(@Nullable ChargeId charge) {
    return new Charges(payment, owedWithout(charge), taken);
  }

  /** The charge went back. */
  Charges settled(@Nullable ChargeId charge, Instant at, boolean byHand) {
    var after =
        taken == null
            ? null
            : taken.stream()
                .map(each -> each.isKnownAs(charge) ? each.settled(at, byHand) : each)
                .toList();
    return new Charges(payment, owedWithout(charge), after);
  }

  /** For a state stored without amounts of which the status says that nothing was charged. */
  Charges knownToBeNone() {
    return taken == null && payment == null && owed.isEmpty() ? NONE : this;
  }

  private List<ChargeId> owedWithout(@Nullable ChargeId charge) {
    return owed.stream().filter(each -> !each.equals(charge)).toList();
  }

  /** A charge that is known already is taken once. */
  private @Nullable List<TakenCharge> with(TakenCharge charge) {
    if (taken == null || taken.stream().anyMatch(each -> each.isKnownAs(charge.chargeId()))) {
      return taken;
    }
    var more = new ArrayList<>(taken);
    more.add(charge);
    return more;
  }
}
