package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.LedgerChange;
import io.orderflow.simulator.book.LedgerDecision;
import io.orderflow.simulator.book.LedgerEntry;
import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.RequestId;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.RequestRecord.Standing;
import io.orderflow.simulator.book.RequestTerms;
import io.orderflow.simulator.book.ScheduledCallback;
import io.orderflow.simulator.partner.FailFirstAttempts;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorSettings;
import io.orderflow.simulator.wire.GoodsLine;
import io.orderflow.simulator.wire.SimulatedReply;
import io.orderflow.simulator.wire.SimulatedReply.Manner;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the carrier behaves, by what there is to ship. */
final class ShippingBehavior implements PartnerBehavior {

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
  private final IdsAndClock ids;
  private final FailFirstAttempts flakiness = new FailFirstAttempts();

  ShippingBehavior(SimulatorSettings settings, IdsAndClock ids) {
    this.settings = settings;
    this.ids = ids;
  }

  /** What a request is kept by, on whichever way it came. */
  static RequestTerms terms(String orderId, List<GoodsLine> lines, String tellTo) {
    String asked = orderId + " " + GoodsLine.canonical(lines);
    return new RequestTerms(
        orderId, RequestTerms.fingerprint(asked), GoodsLine.firstOf(lines, MAGIC), null, tellTo);
  }

  @Override
  public RequestId.Kind kind() {
    return RequestId.Kind.SHIPMENT;
  }

  @Override
  public LedgerDecision<SimulatedReply> judge(RequestId id, RequestTerms terms) {
    return switch (terms.magic()) {
      case UNSHIPPABLE -> {
        RequestRecord refused = RequestRecord.refused(id, terms, NO);
        yield new LedgerDecision<>(answer(refused), LedgerChange.of(refused));
      }
      case ASYNC, LATE -> accept(id, terms, ScheduledCallback.Type.DISPATCHED);
      case ASYNC_REFUSED -> accept(id, terms, ScheduledCallback.Type.REFUSED);
      case FLAKY ->
          flakiness.fails(id.key())
              ? LedgerDecision.unchanged(SimulatedReply.outage("The carrier's office is closed."))
              : dispatch(id, terms);
      case SILENT -> LedgerDecision.unchanged(SimulatedReply.silence());
      // The dispatch is told when the delivery has been told.
      case REORDERED -> {
        RequestRecord dispatched = RequestRecord.done(id, terms, ids.id("trk"));
        SimulatedReply taken = SimulatedReply.accepted(ShipmentView.plain("ACCEPTED", dispatched));
        yield new LedgerDecision<>(taken, onTheRoad(dispatched));
      }
      case null, default -> dispatch(id, terms);
    };
  }

  private LedgerDecision<SimulatedReply> dispatch(RequestId id, RequestTerms terms) {
    RequestRecord dispatched = RequestRecord.done(id, terms, ids.id("trk"));
    return new LedgerDecision<>(answer(dispatched), onTheRoad(dispatched));
  }

  private LedgerDecision<SimulatedReply> accept(
      RequestId id, RequestTerms terms, ScheduledCallback.Type end) {
    RequestRecord open = RequestRecord.open(id, terms);
    Duration delay =
        LATE.equals(terms.magic()) ? settings.lateCallbackAfter() : settings.callbackDelay();
    ScheduledCallback told = ids.appointment(id, end, delay);
    return new LedgerDecision<>(answer(open), LedgerChange.of(open).arranging(told));
  }

  private LedgerChange onTheRoad(RequestRecord dispatched) {
    LedgerChange shipped =
        LedgerChange.of(dispatched).booking(ids.entry(LedgerEntry.Kind.SHIPMENT, dispatched));
    String magic = dispatched.terms().magic();
    if (LOST.equals(magic)) {
      return shipped;
    }
    ScheduledCallback delivery =
        ids.appointment(
            dispatched.id(), ScheduledCallback.Type.DELIVERED, settings.deliveryAfter());
    return shipped.arranging(TWICE.equals(magic) ? delivery.delivered(2) : delivery);
  }

  private LedgerChange delivered(RequestRecord dispatched) {
    LedgerChange arrived = LedgerChange.of(dispatched.closed());
    return REORDERED.equals(dispatched.terms().magic())
        ? arrived.arranging(
            ids.appointment(
                dispatched.id(), ScheduledCallback.Type.DISPATCHED, settings.callbackDelay()))
        : arrived;
  }

  /** A dispatch stays the answer to its request after the delivery too. */
  @Override
  public SimulatedReply answer(RequestRecord requestRecord) {
    return switch (requestRecord.standing()) {
      case OPEN -> SimulatedReply.accepted(ShipmentView.plain("ACCEPTED", requestRecord));
      case DONE, CLOSED ->
          SimulatedReply.done(ShipmentView.tracked("DISPATCHED", requestRecord))
              .in(TWICE.equals(requestRecord.terms().magic()) ? Manner.TWICE : Manner.AT_ONCE);
      case REFUSED -> SimulatedReply.no(requestRecord.requireRefusal());
      case UNDONE -> SimulatedReply.no(CANCELLED);
    };
  }

  @Override
  public SimulatedReply found(RequestRecord requestRecord) {
    return switch (requestRecord.standing()) {
      case OPEN -> SimulatedReply.done(ShipmentView.plain("ACCEPTED", requestRecord));
      case DONE -> SimulatedReply.done(ShipmentView.tracked("DISPATCHED", requestRecord));
      case CLOSED -> SimulatedReply.done(ShipmentView.tracked("DELIVERED", requestRecord));
      case REFUSED -> SimulatedReply.done(ShipmentView.refused(requestRecord));
      case UNDONE -> undone(requestRecord);
    };
  }

  @Override
  public LedgerDecision<SimulatedReply> undoDone(RequestRecord requestRecord) {
    return LedgerDecision.unchanged(SimulatedReply.no(ON_THE_ROAD));
  }

  @Override
  public LedgerChange fence(RequestRecord undone) {
    return LedgerChange.of(undone)
        .booking(ids.entry(LedgerEntry.Kind.SHIPMENT_CANCELLATION, undone));
  }

  @Override
  public SimulatedReply undone(RequestRecord requestRecord) {
    return SimulatedReply.done(ShipmentView.plain("CANCELLED", requestRecord));
  }

  @Override
  public @Nullable LedgerChange fallDue(
      ScheduledCallback appointment, RequestRecord requestRecord) {
    return switch (appointment.type()) {
      case DELIVERED -> requestRecord.standing() == Standing.DONE ? delivered(requestRecord) : null;
      case REFUSED ->
          requestRecord.standing() == Standing.OPEN
              ? LedgerChange.of(requestRecord.refused(NO))
              : null;
      case DISPATCHED ->
          requestRecord.standing() == Standing.OPEN
              ? onTheRoad(requestRecord.done(ids.id("trk")))
              : null;
      case CHARGED, DECLINED, COMPLETED ->
          throw new IllegalStateException(appointment + " is not a carrier's");
    };
  }

  @Override
  public Object message(ScheduledCallback appointment, RequestRecord requestRecord) {
    return ShipmentCallback.of(appointment, requestRecord);
  }
}
