package io.orderflow.ordering;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.AttentionRaised;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attentions of one order: at most one for each step, and for each unexpected charge. */
final class OrderAttentions {

  private final Map<Subject, AttentionRaised> standing = new HashMap<>();
  private final Set<OrderEvent> answers = new HashSet<>();
  private int newestVersion;

  /** The version under which this attention is raised: its own while it stands, else a new one. */
  int versionFor(Step step, @Nullable ChargeId chargeId) {
    var same = standing.get(new Subject(step, chargeId));
    return same == null ? newestVersion + 1 : same.version();
  }

  boolean isOpen(Step step, @Nullable ChargeId chargeId, int version) {
    var found = standing.get(new Subject(step, chargeId));
    return found != null && found.version() == version;
  }

  void raised(AttentionRaised event) {
    newestVersion = Math.max(newestVersion, event.version());
    standing.put(new Subject(event.step(), event.chargeId()), event);
  }

  /** An operator's answer settles the attention; repeated, it is recognized. */
  void answered(Step step, @Nullable ChargeId chargeId, OrderEvent answer) {
    answers.add(answer);
    settled(step, chargeId);
  }

  boolean wasAnswered(OrderEvent answer) {
    return answers.contains(answer);
  }

  void settled(Step step, @Nullable ChargeId chargeId) {
    standing.remove(new Subject(step, chargeId));
  }

  /** Clears the attentions of requests, which are no longer wanted; those of undoing stay. */
  void cancellationStarted() {
    standing
        .values()
        .removeIf(raised -> raised.chargeId() == null && raised.kind() == Attempt.Kind.REQUEST);
  }

  private record Subject(Step step, @Nullable ChargeId chargeId) {}
}
