package io.orderflow.simulator.shipping;

import io.orderflow.simulator.SimulatorSettings;
import io.orderflow.simulator.book.Appointment;
import io.orderflow.simulator.book.Change;
import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.Deal.Standing;
import io.orderflow.simulator.book.DealId;
import io.orderflow.simulator.book.Decision;
import io.orderflow.simulator.book.LedgerEntry;
import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.Terms;
import io.orderflow.simulator.partner.Clerk;
import io.orderflow.simulator.partner.Flakiness;
import io.orderflow.simulator.partner.Partner;
import io.orderflow.simulator.wire.Line;
import io.orderflow.simulator.wire.Reply;
import io.orderflow.simulator.wire.Reply.Manner;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the carrier behaves, by what there is to ship. */
final class Shipments implements Partner {

  private static final String UNSHIPPABLE = "unshippable";
  private static final String ASYNC_REFUSED = "shipping-async-refused";
  private static final String LOST = "lost-parcel";
  private static final String ASYNC = "shipping-async";
  private static final String LATE = "shipping-late";
  private static final String FLAKY = "shipping-flaky";
  private static final String SILENT = "shipping-silent";
  private static final String TWICE = "shipping-twice";
  private static final String REORDERED = "shipping-reordered";

  /** SKUs that change the behaviour; the first that an order holds decides. */
  static final List<String> MAGIC =
      List.of(UNSHIPPABLE, ASYNC_REFUSED, LOST, ASYNC, LATE, FLAKY, SILENT, TWICE, REORDERED);

  private static final Refusal NO = new Refusal("UNSHIPPABLE", "The carrier takes no such parcel.");
  private static final Refusal CANCELLED =
      new Refusal("CANCELLED", "This key was recalled before it was dispatched.");
  private static final Refusal ON_THE_ROAD =
      new Refusal("ALREADY_DISPATCHED", "The parcel is on the road and cannot be recalled.");

  private final SimulatorSettings settings;
  private final Clerk clerk;
  private final Flakiness flakiness = new Flakiness();

  Shipments(SimulatorSettings settings, Clerk clerk) {
    this.settings = settings;
    this.clerk = clerk;
  }

  /** What a request is kept by, on whichever way it came. */
  static Terms terms(String orderId, List<Line> lines, String tellTo) {
    String asked = orderId + " " + Line.canonical(lines);
    return new Terms(orderId, Terms.fingerprint(asked), Line.firstOf(lines, MAGIC), null, tellTo);
  }

  @Override
  public DealId.Kind kind() {
    return DealId.Kind.SHIPMENT;
  }

  @Override
  public Decision<Reply> judge(DealId id, Terms terms) {
    return switch (terms.magic()) {
      case UNSHIPPABLE -> {
        Deal refused = Deal.refused(id, terms, NO);
        yield new Decision<>(answer(refused), Change.of(refused));
      }
      case ASYNC, LATE -> accept(id, terms, Appointment.Type.DISPATCHED);
      case ASYNC_REFUSED -> accept(id, terms, Appointment.Type.REFUSED);
      case FLAKY ->
          flakiness.fails(id.key())
              ? Decision.unchanged(Reply.outage("The carrier's office is closed."))
              : dispatch(id, terms);
      case SILENT -> Decision.unchanged(Reply.silence());
      // The dispatch is told when the delivery has been told.
      case REORDERED -> {
        Deal dispatched = Deal.done(id, terms, clerk.id("trk"));
        Reply taken = Reply.accepted(ShipmentView.plain("ACCEPTED", dispatched));
        yield new Decision<>(taken, onTheRoad(dispatched));
      }
      case null, default -> dispatch(id, terms);
    };
  }

  private Decision<Reply> dispatch(DealId id, Terms terms) {
    Deal dispatched = Deal.done(id, terms, clerk.id("trk"));
    return new Decision<>(answer(dispatched), onTheRoad(dispatched));
  }

  private Decision<Reply> accept(DealId id, Terms terms, Appointment.Type end) {
    Deal open = Deal.open(id, terms);
    Duration delay =
        LATE.equals(terms.magic()) ? settings.lateCallbackAfter() : settings.callbackDelay();
    Appointment told = clerk.appointment(id, end, delay);
    return new Decision<>(answer(open), Change.of(open).arranging(told));
  }

  private Change onTheRoad(Deal dispatched) {
    Change shipped =
        Change.of(dispatched).booking(clerk.entry(LedgerEntry.Kind.SHIPMENT, dispatched));
    String magic = dispatched.terms().magic();
    if (LOST.equals(magic)) {
      return shipped;
    }
    Appointment delivery =
        clerk.appointment(dispatched.id(), Appointment.Type.DELIVERED, settings.deliveryAfter());
    return shipped.arranging(TWICE.equals(magic) ? delivery.delivered(2) : delivery);
  }

  private Change delivered(Deal dispatched) {
    Change arrived = Change.of(dispatched.closed());
    return REORDERED.equals(dispatched.terms().magic())
        ? arrived.arranging(
            clerk.appointment(
                dispatched.id(), Appointment.Type.DISPATCHED, settings.callbackDelay()))
        : arrived;
  }

  /** A dispatch stays the answer to its request after the delivery too. */
  @Override
  public Reply answer(Deal deal) {
    return switch (deal.standing()) {
      case OPEN -> Reply.accepted(ShipmentView.plain("ACCEPTED", deal));
      case DONE, CLOSED ->
          Reply.done(ShipmentView.tracked("DISPATCHED", deal))
              .in(TWICE.equals(deal.terms().magic()) ? Manner.TWICE : Manner.AT_ONCE);
      case REFUSED -> Reply.no(deal.requireRefusal());
      case UNDONE -> Reply.no(CANCELLED);
    };
  }

  @Override
  public Reply found(Deal deal) {
    return switch (deal.standing()) {
      case OPEN -> Reply.done(ShipmentView.plain("ACCEPTED", deal));
      case DONE -> Reply.done(ShipmentView.tracked("DISPATCHED", deal));
      case CLOSED -> Reply.done(ShipmentView.tracked("DELIVERED", deal));
      case REFUSED -> Reply.done(ShipmentView.refused(deal));
      case UNDONE -> undone(deal);
    };
  }

  @Override
  public Decision<Reply> undoDone(Deal deal) {
    return Decision.unchanged(Reply.no(ON_THE_ROAD));
  }

  @Override
  public Change fence(Deal undone) {
    return Change.of(undone).booking(clerk.entry(LedgerEntry.Kind.SHIPMENT_CANCELLATION, undone));
  }

  @Override
  public Reply undone(Deal deal) {
    return Reply.done(ShipmentView.plain("CANCELLED", deal));
  }

  @Override
  public @Nullable Change fallDue(Appointment appointment, Deal deal) {
    return switch (appointment.type()) {
      case DELIVERED -> deal.standing() == Standing.DONE ? delivered(deal) : null;
      case REFUSED -> deal.standing() == Standing.OPEN ? Change.of(deal.refused(NO)) : null;
      case DISPATCHED ->
          deal.standing() == Standing.OPEN ? onTheRoad(deal.done(clerk.id("trk"))) : null;
      case CHARGED, DECLINED, COMPLETED ->
          throw new IllegalStateException(appointment + " is not a carrier's");
    };
  }

  @Override
  public Object message(Appointment appointment, Deal deal) {
    return ShipmentCallback.of(appointment, deal);
  }
}
