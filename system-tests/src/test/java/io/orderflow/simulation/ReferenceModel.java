package io.orderflow.simulation;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What has really happened to money and goods, whatever anybody believes; and what must not happen
 * even for an instant.
 */
final class ReferenceModel {

  private final Map<ChargeId, Money> charges = new LinkedHashMap<>();
  private final List<ChargeId> refunds = new ArrayList<>();
  private final boolean free;
  private final Predicate<ChargeId> paysForTheOrder;
  private boolean shipmentOpen;
  private boolean shipped;
  private boolean delivered;
  private boolean refundRefused;

  /**
   * @param free whether there is nothing to pay
   * @param paysForTheOrder whether the order has taken this charge for its payment
   */
  ReferenceModel(boolean free, Predicate<ChargeId> paysForTheOrder) {
    this.free = free;
    this.paysForTheOrder = paysForTheOrder;
  }

  ChargeId charge(Money amount) {
    var id = new ChargeId("ch_" + (charges.size() + 1));
    charges.put(id, amount);
    return id;
  }

  void refund(ChargeId charge) {
    Violation.unless(charges.containsKey(charge), "P6: refunded " + charge + ", never charged");
    Violation.unless(
        !(paysForTheOrder.test(charge) && (shipmentOpen || shipped)),
        "P7: refunded " + charge + " while the carrier may ship, or has shipped");
    refunds.add(charge);
  }

  /** A partner has said a definitive no to an undo. */
  void refundRefused() {
    refundRefused = true;
  }

  boolean wasRefundRefused() {
    return refundRefused;
  }

  /** From now on the carrier may hand the parcel out at any time. */
  void shipmentOpened() {
    shipmentOpen = true;
  }

  void shipmentClosed() {
    shipmentOpen = false;
  }

  void shipped() {
    Violation.unless(free || kept().stream().anyMatch(paysForTheOrder), "P7: shipped unpaid");
    shipped = true;
  }

  void delivered() {
    delivered = true;
  }

  boolean isShipped() {
    return shipped;
  }

  boolean isDelivered() {
    return delivered;
  }

  boolean isRefunded(ChargeId charge) {
    return refunds.contains(charge);
  }

  List<ChargeId> refunds() {
    return List.copyOf(refunds);
  }

  Money amount(ChargeId charge) {
    return Optional.ofNullable(charges.get(charge))
        .orElseThrow(() -> new IllegalArgumentException(charge + " was never charged"));
  }

  List<ChargeId> kept() {
    return charges.keySet().stream().filter(charge -> !refunds.contains(charge)).toList();
  }
}
