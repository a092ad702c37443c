package io.orderflow.simulator.book;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something the bookkeeper is to decide, and whoever waits for the answer. */
final class Question<A> {

  private final Function<Book, Decision<A>> rule;
  private final CompletableFuture<A> answer = new CompletableFuture<>();
  private @Nullable Decision<A> decision;

  Question(Function<Book, Decision<A>> rule) {
    this.rule = rule;
  }

  CompletableFuture<A> answer() {
    return answer;
  }

  /** Returns what has to be durable before {@link #tell}; a rule that throws changes nothing. */
  @Nullable Change decide(Book book) {
    try {
      Decision<A> decided = rule.apply(book);
      decision = decided;
      return decided.change();
    } catch (RuntimeException bug) {
      answer.completeExceptionally(bug);
      return null;
    }
  }

  void tell() {
    if (decision != null) {
      answer.complete(decision.answer());
    }
  }

  void fail(RuntimeException why) {
    answer.completeExceptionally(why);
  }
}
