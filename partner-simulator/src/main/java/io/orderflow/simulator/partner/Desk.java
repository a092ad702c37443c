package io.orderflow.simulator.partner;

import io.orderflow.simulator.book.Bookkeeper;
import io.orderflow.simulator.book.Change;
import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.Deal.Standing;
import io.orderflow.simulator.book.DealId;
import io.orderflow.simulator.book.Decision;
import io.orderflow.simulator.book.Terms;
import io.orderflow.simulator.wire.Rejected;
import io.orderflow.simulator.wire.Reply;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Where a partner is asked. It holds the rules of docs/partners/README.md for every partner. */
public final class Desk {

  private final Partner partner;
  private final Bookkeeper bookkeeper;

  public Desk(Partner partner, Bookkeeper bookkeeper) {
    this.partner = partner;
    this.bookkeeper = bookkeeper;
  }

  /** Asks under a key: judged once, and ever after answered from where the deal stands. */
  public CompletableFuture<Reply> ask(String key, Terms terms) {
    DealId id = new DealId(partner.kind(), key);
    return bookkeeper.ask(
        book -> {
          Deal deal = book.find(id);
          return deal == null ? partner.judge(id, terms) : repeat(deal, terms);
        });
  }

  private Decision<Reply> repeat(Deal deal, Terms terms) {
    if (!deal.terms().fits(terms)) {
      throw Rejected.keyReused(deal.id().key());
    }
    boolean sameUrl = Objects.equals(deal.terms().callbackUrl(), terms.callbackUrl());
    if (sameUrl || deal.standing() == Standing.UNDONE) {
      return Decision.unchanged(partner.answer(deal));
    }
    return new Decision<>(partner.answer(deal), Change.of(deal.tellingTo(terms.callbackUrl())));
  }

  /** What stands under a key. */
  public CompletableFuture<Reply> find(String key) {
    DealId id = new DealId(partner.kind(), key);
    return bookkeeper.ask(
        book -> {
          Deal deal = book.find(id);
          if (deal == null) {
            throw Rejected.unknownKey(key);
          }
          return Decision.unchanged(partner.found(deal));
        });
  }

  /** Undoes what stands under a key, and fences it against whatever still comes. */
  public CompletableFuture<Reply> undo(String key, String orderId) {
    DealId id = new DealId(partner.kind(), key);
    return bookkeeper.ask(
        book -> {
          Deal known = book.find(id);
          if (known != null && !known.terms().orderId().equals(orderId)) {
            throw Rejected.keyReused(key);
          }
          return undo(known == null ? Deal.open(id, Terms.unseen(orderId)) : known);
        });
  }

  private Decision<Reply> undo(Deal deal) {
    return switch (deal.standing()) {
      case OPEN -> new Decision<>(partner.undone(deal), partner.fence(deal.undone()));
      case DONE, CLOSED -> partner.undoDone(deal);
      case REFUSED, UNDONE -> Decision.unchanged(partner.undone(deal));
    };
  }
}
