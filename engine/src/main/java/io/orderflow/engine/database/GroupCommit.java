package io.orderflow.engine.database;

import io.orderflow.engine.failure.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commits the work of many threads in one transaction. A caller submits one piece and waits for its
 * answer. The first caller commits its piece at once; those that arrive meanwhile form the next
 * group, which one of them commits for all. An idle system therefore waits for nothing, and a busy
 * one shares each commit among the callers that would have queued for it.
 *
 * <p>A caller must hold no connection of the pool that the group's transaction uses. Otherwise the
 * callers that wait could hold all of them, and the group could not begin.
 *
 * @param <T> a piece of work
 * @param <R> the answer to one piece
 */
public final class GroupCommit<T, R extends @Nullable Object> {

  private final int most;
  private final Function<List<T>, List<R>> transaction;
  private final Lock committing = new ReentrantLock();
  private final Queue<Piece<T, R>> waiting = new ConcurrentLinkedQueue<>();

  /**
   * @param most pieces in one transaction
   * @param transaction commits these pieces in one transaction of its own and answers each, in
   *     their order. If it fails, nothing of it may have been done, unless the failure is {@link
   *     CommandFailure#TRANSIENT}, as a connection that broke during the commit is
   */
  public GroupCommit(int most, Function<List<T>, List<R>> transaction) {
    this.most = most;
    this.transaction = transaction;
  }

  /**
   * Waits until the piece is committed. If its group fails for another reason than a transient one,
   * its halves are committed one after the other, and so on, so that a piece that cannot be
   * committed harms itself only.
   *
   * @throws RuntimeException that the transaction failed with. After a transient failure the
   *     outcome is unknown: nothing is retried here
   */
  public R submit(T content) {
    var piece = new Piece<T, R>(content);
    waiting.add(piece);
    // An interrupt of this caller must not fail the pieces of others.
    boolean interrupted = Thread.interrupted();
    while (!piece.done) {
      if (committing.tryLock()) {
        commitUnlessDone(piece);
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return piece.answer();
  }

  /**
   * Afterwards the caller of the next piece takes over. Callers wait for their piece and not for
   * the lock: those whose pieces are committed would queue for it behind the next commit.
   */
  private void commitUnlessDone(Piece<T, R> piece) {
    try {
      if (!piece.done) {
        commit(next());
      }
    } finally {
      committing.unlock();
      var next = waiting.peek();
      if (next != null) {
        LockSupport.unpark(next.caller);
      }
    }
  }

  private List<Piece<T, R>> next() {
    var group = new ArrayList<Piece<T, R>>();
    for (var piece = waiting.poll(); piece != null; piece = waiting.poll()) {
      group.add(piece);
      if (group.size() == most) {
        break;
      }
    }
    return group;
  }

  private void commit(List<Piece<T, R>> group) {
    try {
      succeed(group, transaction.apply(group.stream().map(piece -> piece.content).toList()));
    } catch (RuntimeException | Error failure) {
      if (group.size() > 1 && CommandFailure.of(failure) != CommandFailure.TRANSIENT) {
        commit(group.subList(0, group.size() / 2));
        commit(group.subList(group.size() / 2, group.size()));
      } else {
        group.forEach(piece -> piece.fail(failure));
      }
    }
  }

  /** Too few answers must not make committed pieces be committed again. */
  private static <T, R extends @Nullable Object> void succeed(
      List<Piece<T, R>> group, List<R> answers) {
    for (int i = 0; i < group.size(); i++) {
      if (i < answers.size()) {
        group.get(i).succeed(answers.get(i));
      } else {
        group.get(i).fail(new IllegalStateException("a committed piece has no answer"));
      }
    }
  }

  /** The answer is written before {@code done}, and read by the caller after it. */
  private static final class Piece<T, R extends @Nullable Object> {

    private final T content;
    private final Thread caller = Thread.currentThread();
    private volatile boolean done;
    private @Nullable R answer;
    private @Nullable Throwable failure;

    Piece(T content) {
      this.content = content;
    }

    void succeed(R answer) {
      this.answer = answer;
      end();
    }

    void fail(Throwable failure) {
      this.failure = failure;
      end();
    }

    private void end() {
      done = true;
      LockSupport.unpark(caller);
    }

    @SuppressWarnings("NullAway") // the answer is null only where R may be
    R answer() {
      switch (failure) {
        case null -> {
          return answer;
        }
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        case Throwable other -> throw new IllegalStateException(other);
      }
    }
  }
}
