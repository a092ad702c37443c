package io.orderflow.fulfillment;

import io.orderflow.api.ChargeId;
import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Partners who say yes, later, or nothing that makes sense, as it falls out. */
final class UnreliablePartners {

  private final RandomGenerator random;

  private UnreliablePartners(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param random may be asked by many threads
   */
  static void work(ScriptedPartners partners, RandomGenerator random) {
    var unsteady = new UnreliablePartners(random);
    partners.whenAsked(Step.STOCK, unsteady.about(OrderCommand.RecordStockReserved::new));
    partners.whenAsked(Step.PAYMENT, unsteady.about(UnreliablePartners::captured));
    partners.whenAsked(
        Step.PROCESSING, unsteady.about(OrderCommand.RecordProcessingCompleted::new));
    partners.whenAsked(Step.SHIPPING, unsteady::shipped);
    partners.whenUndone(Step.STOCK, unsteady.about(OrderCommand.RecordStockReleased::new));
    partners.whenUndone(Step.PAYMENT, unsteady.about(OrderCommand.RecordPaymentVoided::new));
    partners.whenUndone(
        Step.PROCESSING, unsteady.about(OrderCommand.RecordProcessingCancelled::new));
  }

  private Function<OrderFacts, PartnerAnswer> about(Function<OrderId, OrderCommand> yes) {
    return order -> answer(yes.apply(order.orderId()));
  }

  private PartnerAnswer shipped(OrderFacts order) {
    var id = order.orderId();
    return answer(
        new OrderCommand.RecordShipmentDispatched(id, "t-1"),
        new OrderCommand.RecordShipmentDelivered(id));
  }

  static OrderCommand captured(OrderId id) {
    return new OrderCommand.RecordPaymentCaptured(
        id, RequestKey.ofStep(id, Step.PAYMENT, 1), new ChargeId("ch_" + id), Orders.TOTAL);
  }

  private PartnerAnswer answer(OrderCommand... yes) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> PartnerAnswer.Settled.with(yes);
      case 4, 5, 6 -> new PartnerAnswer.Later();
      case 7, 8 -> new PartnerAnswer.Unknown("answered 503");
      default -> throw new IllegalStateException("an adapter stumbles");
    };
  }
}
