package io.orderflow.simulator.shipping;

import io.orderflow.simulator.ledger.LedgerChange;
import io.orderflow.simulator.ledger.LedgerDecision;
import io.orderflow.simulator.ledger.LedgerEntry;
import io.orderflow.simulator.ledger.Refusal;
import io.orderflow.simulator.ledger.RequestId;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.ledger.ScheduledCallback;
import io.orderflow.simulator.partner.FailFirstAttempts;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorProperties;
import io.orderflow.simulator.wire.GoodsLine;
import io.orderflow.simulator.wire.SimulatedReply;
import io.orderflow.simulator.wire.SimulatedReply.Manner;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The behavior of the carrier, by SKU. */
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

  private final SimulatorProperties settings;
  private final IdsAndClock ids;
  private final FailFirstAttempts flakiness = new FailFirstAttempts();

  ShippingBehavior(SimulatorProperties settings, IdsAndClock ids) {
    this.settings = settings;
    this.ids = ids;
  }

  static RequestTerms terms(String orderId, List<GoodsLine> lines, String callbackUrl) {
    String asked = orderId + " " + GoodsLine.canonical(lines);
    return new RequestTerms(
        orderId,
        RequestTerms.fingerprint(asked),
        GoodsLine.firstOf(lines, MAGIC),
        null,
        callbackUrl);
  }

  @Override
  public RequestId.Kind kind() {
    return RequestId.Kind.SHIPMENT;
  }

  @Override
  public LedgerDecision<SimulatedReply> decide(RequestId id, RequestTerms terms) {
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
      // The dispatch is reported after the delivery.
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
    ScheduledCallback callback = ids.callback(id, end, delay);
    return new LedgerDecision<>(answer(open), LedgerChange.of(open).withCallback(callback));
  }

  private LedgerChange onTheRoad(RequestRecord dispatched) {
    LedgerChange shipped =
        LedgerChange.of(dispatched).withEntry(ids.entry(LedgerEntry.Kind.SHIPMENT, dispatched));
    String magic = dispatched.terms().magic();
    if (LOST.equals(magic)) {
      return shipped;
    }
    ScheduledCallback delivery =
        ids.callback(dispatched.id(), ScheduledCallback.Type.DELIVERED, settings.deliveryAfter());
    return shipped.withCallback(TWICE.equals(magic) ? delivery.delivered(2) : delivery);
  }

  private LedgerChange delivered(RequestRecord dispatched) {
    LedgerChange arrived = LedgerChange.of(dispatched.closed());
    return REORDERED.equals(dispatched.terms().magic())
        ? arrived.withCallback(
            ids.callback(
                dispatched.id(), ScheduledCallback.Type.DISPATCHED, settings.callbackDelay()))
        : arrived;
  }

  /** The answer remains the dispatch after the delivery. */
  @Override
  public SimulatedReply answer(RequestRecord request) {
    return switch (request.standing()) {
      case OPEN -> SimulatedReply.accepted(ShipmentView.plain("ACCEPTED", request));
      case DONE, CLOSED ->
          SimulatedReply.done(ShipmentView.tracked("DISPATCHED", request))
              .in(TWICE.equals(request.terms().magic()) ? Manner.TWICE : Manner.AT_ONCE);
      case REFUSED -> SimulatedReply.no(request.requireRefusal());
      case UNDONE -> SimulatedReply.no(CANCELLED);
    };
  }

  @Override
  public SimulatedReply found(RequestRecord request) {
    return switch (request.standing()) {
      case OPEN -> SimulatedReply.done(ShipmentView.plain("ACCEPTED", request));
      case DONE -> SimulatedReply.done(ShipmentView.tracked("DISPATCHED", request));
      case CLOSED -> SimulatedReply.done(ShipmentView.tracked("DELIVERED", request));
      case REFUSED -> SimulatedReply.done(ShipmentView.refused(request));
      case UNDONE -> undone(request);
    };
  }

  @Override
  public LedgerDecision<SimulatedReply> undoDone(RequestRecord request) {
    return LedgerDecision.unchanged(SimulatedReply.no(ON_THE_ROAD));
  }

  @Override
  public LedgerChange undo(RequestRecord undone) {
    return LedgerChange.of(undone)
        .withEntry(ids.entry(LedgerEntry.Kind.SHIPMENT_CANCELLATION, undone));
  }

  @Override
  public SimulatedReply undone(RequestRecord request) {
    return SimulatedReply.done(ShipmentView.plain("CANCELLED", request));
  }

  @Override
  public @Nullable LedgerChange onDue(ScheduledCallback callback, RequestRecord request) {
    return switch (callback.type()) {
      case DELIVERED -> request.standing() == Standing.DONE ? delivered(request) : null;
      case REFUSED ->
          request.standing() == Standing.OPEN ? LedgerChange.of(request.refused(NO)) : null;
      case DISPATCHED ->
          request.standing() == Standing.OPEN ? onTheRoad(request.done(ids.id("trk"))) : null;
      case CHARGED, DECLINED, COMPLETED ->
          throw new IllegalStateException(callback + " does not belong to a shipment");
    };
  }

  @Override
  public Object message(ScheduledCallback callback, RequestRecord request) {
    return ShipmentCallback.of(callback, request);
  }
}
