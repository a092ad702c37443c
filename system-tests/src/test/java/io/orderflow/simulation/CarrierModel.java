package io.orderflow.simulation;

import io.orderflow.simulation.Network.Reply;
import org.jspecify.annotations.Nullable;

/**
 * A carrier that keeps the rules of docs/partners: a recall wins until the parcel is on the road.
 */
final class CarrierModel {

  private final World world;
  private Parcel parcel = Parcel.UNKNOWN;
  private @Nullable String key;

  CarrierModel(World world) {
    this.world = world;
  }

  Reply ship(String asked) {
    Violation.unless(key == null || key.equals(asked), "rule 3: two keys for one parcel");
    key = asked;
    if (parcel == Parcel.UNKNOWN) {
      take(world.faults.saysNo());
    }
    return switch (parcel) {
      case UNKNOWN -> throw new IllegalStateException("just taken");
      case REFUSED, RECALLED -> Reply.no("NOT_SHIPPED");
      case PENDING -> Reply.later();
      case DISPATCHED, DELIVERED ->
          Reply.done("DISPATCHED", asked, world.id(), ",\"trackingNumber\":\"T1\"");
    };
  }

  private void take(boolean no) {
    if (no) {
      parcel = Parcel.REFUSED;
      return;
    }
    parcel = Parcel.PENDING;
    world.reference.shipmentOpened();
    if (!world.faults.answersLater() && world.random.in(50)) {
      var _ = dispatch();
    }
  }

  Reply recall(String asked) {
    if (!recallByHand(asked)) {
      return Reply.no("ALREADY_DISPATCHED");
    }
    return Reply.done("CANCELLED", asked, world.id(), "");
  }

  /** Answers false if it is too late. */
  boolean recallByHand(String asked) {
    if (isOnTheRoad()) {
      return false;
    }
    key = asked;
    parcel = Parcel.RECALLED;
    world.reference.shipmentClosed();
    return true;
  }

  boolean dispatch() {
    if (parcel != Parcel.PENDING || key == null) {
      return false;
    }
    if (world.faults.saysNo()) {
      parcel = Parcel.REFUSED;
      world.reference.shipmentClosed();
      world.callbacks.announce("SHIPPING", "REFUSED", key, ",\"code\":\"NO\",\"detail\":\"no\"");
      return true;
    }
    world.reference.shipped();
    parcel = Parcel.DISPATCHED;
    world.callbacks.announce("SHIPPING", "DISPATCHED", key, ",\"trackingNumber\":\"T1\"");
    return true;
  }

  boolean deliver() {
    if (parcel != Parcel.DISPATCHED || key == null) {
      return false;
    }
    parcel = Parcel.DELIVERED;
    world.reference.delivered();
    world.callbacks.announce("SHIPPING", "DELIVERED", key, "");
    return true;
  }

  boolean isOnTheRoad() {
    return parcel == Parcel.DISPATCHED || parcel == Parcel.DELIVERED;
  }

  private enum Parcel {
    UNKNOWN,
    REFUSED,
    PENDING,
    RECALLED,
    DISPATCHED,
    DELIVERED
  }
}
