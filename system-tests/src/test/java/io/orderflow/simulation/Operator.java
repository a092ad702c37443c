package io.orderflow.simulation;

import static io.orderflow.api.order.Attempt.Kind.REQUEST;

import io.orderflow.api.ChargeId;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.catalog.StockCommand.ReleaseStock;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.ResolveStep;
import io.orderflow.api.order.OrderCommand.RetryStep;
import io.orderflow.api.order.OrderEvent.AttentionRaised;
import io.orderflow.api.order.OrderEvent.CompensationRefused;
import io.orderflow.api.order.OrderEvent.PaymentCaptured;
import io.orderflow.api.order.OrderEvent.StepRetryRequested;
import io.orderflow.api.order.ShipmentResolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person who looks at what needs attention, and only declares what is true in the world; but the
 * declaration may arrive late.
 */
final class Operator {

  private final World world;
  private final List<OrderCommand> decided = new ArrayList<>();

  Operator(World world) {
    this.world = world;
  }

  /** Looks at one attention and makes up their mind. */
  boolean act() {
    var standing = world.order.attentions();
    if (standing.isEmpty()) {
      return false;
    }
    var attention = world.random.oneOf(standing);
    if (world.random.in(50)) {
      retry(attention);
      return true;
    }
    return resolve(attention);
  }

  /** Has tried again what was refused for good; all else must come to its end without a person. */
  void retryRefused() {
    world.order.attentions().stream().filter(this::wasRefused).forEach(this::retry);
  }

  /** A no that no operator has had tried again since. */
  private boolean wasRefused(AttentionRaised a) {
    boolean refused = false;
    for (var event : world.order.events()) {
      switch (event) {
        case CompensationRefused e when isAbout(a, e.step(), e.chargeId()) -> refused = true;
        case StepRetryRequested e when isAbout(a, e.step(), e.chargeId()) -> refused = false;
        default -> {}
      }
    }
    return refused;
  }

  /** The order's own charge is refused by its id, and its attention names none. */
  private boolean isAbout(AttentionRaised a, Step step, @Nullable ChargeId charge) {
    var own = charge != null && world.paysForTheOrder(charge) ? null : charge;
    return a.step() == step && Objects.equals(a.chargeId(), own);
  }

  /** Sends one of the decisions, not always the oldest, and now and then twice. */
  boolean send() {
    if (decided.isEmpty() || world.isAway()) {
      return false;
    }
    var command = world.random.oneOf(decided);
    world.tell(command);
    if (world.faults.isHealed() || world.random.in(80)) {
      decided.remove(command);
    }
    return true;
  }

  private void retry(AttentionRaised a) {
    decided.add(new RetryStep(world.orderId, a.step(), a.chargeId(), a.version(), "again"));
  }

  private boolean resolve(AttentionRaised a) {
    var resolution = a.step() == Step.SHIPPING ? shipping(a) : null;
    boolean isSo = a.step() == Step.SHIPPING ? resolution != null : settledByHand(a);
    if (isSo) {
      decided.add(
          new ResolveStep(
              world.orderId, a.step(), a.chargeId(), a.version(), resolution, "by hand"));
      world.story.tell(() -> "the operator has seen to " + a);
    }
    return isSo;
  }

  /**
   * While it still goes forward nothing needs to be recalled: the order will see to that itself.
   */
  private @Nullable ShipmentResolution shipping(AttentionRaised a) {
    if (world.partners.carrier.isOnTheRoad()) {
      return ShipmentResolution.SHIPPED;
    }
    if (a.kind() == REQUEST) {
      return ShipmentResolution.NOT_SHIPPED;
    }
    return world.partners.carrier.recallByHand(key(Step.SHIPPING))
        ? ShipmentResolution.NOT_SHIPPED
        : null;
  }

  private boolean settledByHand(AttentionRaised a) {
    return switch (a.step()) {
      case STOCK -> {
        var _ = world.partners.stock.handle(new ReleaseStock(world.orderId));
        yield a.kind() != REQUEST;
      }
      case PAYMENT -> {
        var charge = a.chargeId() != null ? a.chargeId() : payment();
        world.partners.payment.refundByHand(charge, key(Step.PAYMENT));
        yield true;
      }
      case PROCESSING -> a.kind() != REQUEST || world.partners.processing.finishByHand();
      case DELIVERY -> world.reference.isDelivered();
      case SHIPPING -> throw new IllegalStateException("said in so many words");
    };
  }

  private @Nullable ChargeId payment() {
    return world.order.events().stream()
        .filter(PaymentCaptured.class::isInstance)
        .map(event -> ((PaymentCaptured) event).chargeId())
        .findFirst()
        .orElse(null);
  }

  private String key(Step step) {
    return RequestKey.ofStep(world.orderId, step, 1).value();
  }
}
