package io.orderflow.views.status;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderEvent.AttentionRaised;
import io.orderflow.api.order.OrderView.Attention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The standing attentions, at most one per step and charge, oldest first. */
record Attentions(List<Raised> raised) {

  static final Attentions NONE = new Attentions(List.of());

  Attentions {
    raised = List.copyOf(raised);
  }

  /** A reminder keeps the time at which the attention was first raised. */
  Attentions raised(AttentionRaised event, Instant at) {
    var since =
        raised.stream()
            .filter(each -> each.isAbout(event.step(), event.chargeId()))
            .filter(each -> each.version() == event.version())
            .map(Raised::since)
            .findFirst()
            .orElse(at);
    var next = new ArrayList<>(settled(event.step(), event.chargeId()).raised());
    next.add(
        new Raised(
            event.kind(), event.step(), event.chargeId(), event.reason(), since, event.version()));
    return new Attentions(next);
  }

  Attentions settled(Step step, @Nullable ChargeId chargeId) {
    return without(each -> each.isAbout(step, chargeId));
  }

  /** A cancellation clears the attentions of requests. */
  Attentions cancelling() {
    return without(each -> each.kind() == Attempt.Kind.REQUEST && each.chargeId() == null);
  }

  /** The attentions that the other does not have. */
  List<Raised> without(Attentions others) {
    return raised.stream()
        .filter(each -> others.raised().stream().noneMatch(each::isSameAs))
        .toList();
  }

  List<Attention> views() {
    return raised.stream().map(Raised::view).toList();
  }

  /** About the refund of a charge; that of the order's payment is the undo of its step. */
  @Nullable Attention about(TakenCharge charge) {
    return raised.stream()
        .filter(each -> each.isAbout(Step.PAYMENT, charge.chargeId()) || isItsUndo(each, charge))
        .map(Raised::view)
        .findFirst()
        .orElse(null);
  }

  private static boolean isItsUndo(Raised attention, TakenCharge charge) {
    return charge.expected()
        && attention.kind() == Attempt.Kind.COMPENSATION
        && attention.isAbout(Step.PAYMENT, null);
  }

  private Attentions without(Predicate<Raised> gone) {
    return new Attentions(raised.stream().filter(gone.negate()).toList());
  }

  record Raised(
      Attempt.Kind kind,
      Step step,
      @Nullable ChargeId chargeId,
      String reason,
      Instant since,
      int version) {

    boolean isAbout(Step step, @Nullable ChargeId chargeId) {
      return this.step == step && Objects.equals(this.chargeId, chargeId);
    }

    boolean isSameAs(Raised other) {
      return isAbout(other.step(), other.chargeId()) && version == other.version();
    }

    Attention view() {
      return new Attention(step, chargeId, reason, since, version);
    }
  }
}
