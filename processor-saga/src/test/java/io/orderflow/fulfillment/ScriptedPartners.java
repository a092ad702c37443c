package io.orderflow.fulfillment;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The partners of one node: they take everything for later, unless told otherwise about a step. */
final class ScriptedPartners {

  private final Map<Step, Function<OrderFacts, PartnerAnswer>> requests = new ConcurrentHashMap<>();
  private final Map<Step, Function<OrderFacts, PartnerAnswer>> undos = new ConcurrentHashMap<>();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  void whenAsked(Step step, Function<OrderFacts, PartnerAnswer> answer) {
    requests.put(step, answer);
  }

  void whenUndone(Step step, Function<OrderFacts, PartnerAnswer> answer) {
    undos.put(step, answer);
  }

  int asked(OrderId order, Step step) {
    return calls.getOrDefault("ask " + order + " " + step, 0);
  }

  int undone(OrderId order, Step step) {
    return calls.getOrDefault("undo " + order + " " + step, 0);
  }

  PartnerStep at(Step step) {
    return new PartnerStep() {
      @Override
      public Step step() {
        return step;
      }

      @Override
      public PartnerAnswer request(OrderFacts order, int requestNo) {
        calls.merge("ask " + order.orderId() + " " + step, 1, Integer::sum);
        return requests.getOrDefault(step, _ -> new PartnerAnswer.Later()).apply(order);
      }

      @Override
      public PartnerAnswer undo(OrderFacts order, int requestNo) {
        calls.merge("undo " + order.orderId() + " " + step, 1, Integer::sum);
        return undos.getOrDefault(step, _ -> new PartnerAnswer.Later()).apply(order);
      }
    };
  }
}
