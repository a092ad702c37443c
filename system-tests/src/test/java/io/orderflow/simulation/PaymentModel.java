package io.orderflow.simulation;

import io.orderflow.api.ChargeId;
import io.orderflow.simulation.Network.Reply;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A payment partner that keeps the rules of docs/partners, and charges more than it should. */
final class PaymentModel {

  private static final String DECLINED = "DECLINED";
  private static final String PENDING = "PENDING";
  private static final String VOIDED = "VOIDED";

  private final World world;
  private final Map<String, String> standing = new HashMap<>(); // a word, or the charge's id
  private final Map<String, Boolean> refundAnswers = new HashMap<>();
  private int rogues;

  PaymentModel(World world) {
    this.world = world;
  }

  Reply charge(String key) {
    owed(key);
    if (!standing.containsKey(key)) {
      Violation.unless(
          standing.values().stream().allMatch(DECLINED::equals),
          "rule 3: asked under a new key though the old one was never refused");
      standing.put(key, first());
      if (isCharge(standing.get(key)) && world.random.in(30)) {
        announce(key, standing.get(key));
      }
    }
    return switch (standing.get(key)) {
      case DECLINED, VOIDED -> Reply.no("CARD_DECLINED");
      case PENDING -> Reply.later();
      case String charge -> charged(key, charge);
      case null -> throw new IllegalStateException("just put");
    };
  }

  private String first() {
    if (world.faults.saysNo()) {
      return DECLINED;
    }
    return world.faults.answersLater() ? PENDING : take();
  }

  private String take() {
    var amount = world.faults.isOdd() ? world.total.plus(world.total) : world.total;
    return world.reference.charge(amount).value();
  }

  /** Never moves money. */
  Reply voidKey(String key) {
    owed(key);
    if (!isCharge(standing.get(key))) {
      standing.put(key, VOIDED);
      return Reply.done(VOIDED, key, world.id(), "");
    }
    return charged(key, standing.get(key));
  }

  /** At most once per charge; a no is repeated for its key. */
  Reply refund(String key, ChargeId charge) {
    if (!world.reference.isRefunded(charge)
        && refundAnswers.computeIfAbsent(key, _ -> !world.faults.saysNo())) {
      world.reference.refund(charge);
    }
    if (world.reference.isRefunded(charge)) {
      return Reply.done("REFUNDED", key, world.id(), ",\"chargeId\":\"%s\"".formatted(charge));
    }
    world.reference.refundRefused();
    return Reply.no("REFUND_REFUSED");
  }

  /** Makes up its mind about a charge it had put off. */
  boolean settlePending() {
    for (var entry : standing.entrySet()) {
      if (entry.getValue().equals(PENDING)) {
        boolean no = world.faults.saysNo();
        entry.setValue(no ? DECLINED : take());
        if (no) {
          world.callbacks.announce(
              "PAYMENT", DECLINED, entry.getKey(), ",\"code\":\"NO\",\"detail\":\"no\"");
        } else {
          announce(entry.getKey(), entry.getValue());
        }
        return true;
      }
    }
    return false;
  }

  /** Charges once more of its own accord, under the order's key or an unused one. */
  boolean goRogue() {
    if (rogues == 2 || standing.isEmpty()) {
      return false;
    }
    rogues++;
    var key = world.random.in(50) ? standing.keySet().iterator().next() : "rogue-" + rogues;
    if (isCharge(standing.get(key))) {
      announce(key, standing.get(key)); // two charges under one key are both announced
    }
    announce(key, take());
    return true;
  }

  /** What an operator has the partner do on the telephone. */
  void refundByHand(@Nullable ChargeId charge, String key) {
    var reply = standing.getOrDefault(key, "");
    var taken = charge != null ? charge : isCharge(reply) ? new ChargeId(reply) : null;
    if (charge == null && !world.total.isZero()) { // about nothing there is no call either
      var _ = voidKey(key);
    }
    if (taken != null && !world.reference.isRefunded(taken)) {
      world.reference.refund(taken);
    }
  }

  private void owed(String key) {
    Violation.unless(!world.total.isZero(), "P15: asked about " + key + ", which is about nothing");
  }

  private static boolean isCharge(@Nullable String word) {
    return word != null && word.startsWith("ch_");
  }

  private Reply charged(String key, @Nullable String charge) {
    return Reply.done("CHARGED", key, world.id(), members(String.valueOf(charge)));
  }

  private void announce(String key, @Nullable String charge) {
    world.callbacks.announce("PAYMENT", "CHARGED", key, members(String.valueOf(charge)));
  }

  private String members(String id) {
    var amount = world.reference.amount(new ChargeId(id));
    return ",\"chargeId\":\"%s\",\"amount\":{\"amount\":\"%s\",\"currency\":\"%s\"}"
        .formatted(id, amount.amount().toPlainString(), amount.currency().getCurrencyCode());
  }
}
