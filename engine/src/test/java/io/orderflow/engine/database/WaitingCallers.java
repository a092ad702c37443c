package io.orderflow.engine.database;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Holds the first caller in its transaction, so that later callers wait together and share the next
 * one.
 */
public final class WaitingCallers implements AutoCloseable {

  private final AtomicReference<@Nullable CountDownLatch> gate = new AtomicReference<>();
  private volatile @Nullable Thread held;

  /** Holds the next caller of {@link #passOrWait} until {@link #release}. */
  public void holdTheFirst() {
    held = null;
    gate.set(new CountDownLatch(1));
  }

  /** Must be called within each transaction, on the thread that commits it. */
  public void passOrWait() {
    var closed = gate.get();
    if (closed != null) {
      held = Thread.currentThread();
      try {
        closed.await();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  public void release() {
    var closed = gate.getAndSet(null);
    if (closed != null) {
      closed.countDown();
    }
  }

  /**
   * Calls on a thread of its own. Returns when the caller is held, waits for a group, or is done.
   */
  public <R> FutureTask<R> call(Callable<R> work) {
    var answer = new FutureTask<>(work);
    var caller = Thread.ofPlatform().start(answer);
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () ->
                answer.isDone()
                    || caller.equals(held)
                    || LockSupport.getBlocker(caller) instanceof GroupCommit);
    return answer;
  }

  @Override
  public void close() {
    release();
  }
}
