package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.deadletter.IsolatingBatchWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events handled in one transaction, by order: read, folded and written together. */
final class OrderEventBatch {

  private final Map<OrderId, List<Recorded>> events = new LinkedHashMap<>();
  private final Map<OrderId, OrderViewState> states = new LinkedHashMap<>();
  private final List<AttentionChange> attentionChanges = new ArrayList<>();
  private final List<OrderViewState> ended = new ArrayList<>();
  private int placed;

  /** The time is kept as PostgreSQL keeps it, so that a state written and read again is equal. */
  void add(OrderEvent event, long sequence, Instant at) {
    events
        .computeIfAbsent(event.orderId(), _ -> new ArrayList<>())
        .add(new Recorded(event, sequence, at.truncatedTo(ChronoUnit.MICROS)));
  }

  void writeTo(OrderRowStore rows, SegmentView segment) {
    var known = known(rows, segment);
    // Rows are locked in one order by every node, so that two of them cannot wait for each other.
    var changed = new TreeMap<OrderId, OrderViewState>(Comparator.comparing(OrderId::value));
    events.forEach(
        (orderId, recorded) -> {
          var before = known.get(orderId);
          var after = IsolatingBatchWriter.of(orderId.toString(), () -> folded(before, recorded));
          states.put(orderId, after);
          if (!after.equals(before)) {
            changed.put(orderId, after);
          }
        });
    if (!changed.isEmpty()) {
      IsolatingBatchWriter.write(
          changed.values(), state -> state.placed().orderId().toString(), rows::save);
    }
  }

  /**
   * The states before this batch; only what the segment does not know is read. An order whose first
   * event comes has no row. If it has one, because the event comes again, that is the newer one.
   */
  private Map<OrderId, OrderViewState> known(OrderRowStore rows, SegmentView segment) {
    var known = new HashMap<OrderId, OrderViewState>();
    var unknown = new ArrayList<OrderId>();
    events.forEach(
        (orderId, recorded) -> {
          long first = recorded.getFirst().sequence();
          var state = segment.stateFor(orderId, first);
          if (state != null) {
            known.put(orderId, state);
          } else if (first > 0) {
            unknown.add(orderId);
          }
        });
    if (!unknown.isEmpty()) {
      known.putAll(rows.load(unknown));
    }
    return known;
  }

  /** The version of each order after this batch. */
  Map<OrderId, Long> versions() {
    return states.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, order -> order.getValue().version()));
  }

  /** The state of each order after this batch. */
  Map<OrderId, OrderViewState> states() {
    return states;
  }

  /** The attentions raised and cleared in this batch. */
  List<AttentionChange> attentionChanges() {
    return attentionChanges;
  }

  /** The number of orders that were placed in this batch. */
  int placed() {
    return placed;
  }

  /** The orders that were completed or cancelled in this batch, as they were then. */
  List<OrderViewState> ended() {
    return ended;
  }

  private OrderViewState folded(@Nullable OrderViewState before, List<Recorded> recorded) {
    var state = before;
    for (var each : recorded) {
      var next = OrderFold.fold(state, each.event(), each.sequence(), each.at());
      if (state == null) {
        placed++;
      } else {
        attentionChanges.addAll(AttentionChange.between(state, next));
        if (next.status().isFinal() && !state.status().isFinal()) {
          ended.add(next);
        }
      }
      state = next;
    }
    return Objects.requireNonNull(state);
  }

  private record Recorded(OrderEvent event, long sequence, Instant at) {}
}
