package io.orderflow.bulk;

import io.orderflow.api.OrderId;
import io.orderflow.bulk.BulkOperation.State;
import io.orderflow.engine.logging.RateLimitedLogger;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Works off one operation, a few orders at a time with a pause between them, so that customers'
 * requests come first. Another node continues if this one stops; an order that was sent a command
 * without its result being stored gets the same command again.
 */
@Component
class BulkOperationRunner {

  private static final Logger log = LoggerFactory.getLogger(BulkOperationRunner.class);

  /** Orders of one step. With the pause at most 100 a second. */
  static final int AT_A_TIME = 20;

  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Pauses between looks for an operation, and after a failure: 5 s. */
  private static final int RESTING = 25;

  private static final Duration LAST_STEP = Duration.ofSeconds(10);

  private final BulkOperationStore operations;
  private final SelectedOrderStore orders;
  private final BulkCommandSender sender;
  private final RateLimitedLogger limitedLog;

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("bulk-operation-", 0).factory());

  private final AtomicInteger restingSteps = new AtomicInteger(RESTING);

  private volatile boolean holdsOperation;

  BulkOperationRunner(
      BulkOperationStore operations,
      SelectedOrderStore orders,
      BulkCommandSender sender,
      RateLimitedLogger limitedLog) {
    this.operations = operations;
    this.orders = orders;
    this.sender = sender;
    this.limitedLog = limitedLog;
  }

  @PostConstruct
  void begin() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::run, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** An operation was started or resumed here. */
  void wake() {
    restingSteps.set(0);
  }

  private void run() {
    if (restingSteps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return;
    }
    try {
      if (!step()) {
        restingSteps.set(RESTING);
      }
    } catch (RuntimeException failed) { // an exception would cancel the schedule
      log.warn("Bulk operations cannot go on now; this is retried", failed);
      restingSteps.set(RESTING);
    }
  }

  /** Whether there may be more to do at once. */
  private boolean step() {
    var claimed = operations.claim().orElse(null);
    holdsOperation = claimed != null;
    if (claimed == null) {
      return false;
    }
    var next = orders.left(claimed.id(), AT_A_TIME);
    if (next.isEmpty()) {
      end(claimed);
      return true;
    }
    return work(claimed, next);
  }

  /** False if no order has answered: then the whole of the other side may be away. */
  private boolean work(BulkOperation operation, List<SelectedOrder> next) {
    var sent = new LinkedHashMap<OrderId, CompletableFuture<OrderResult>>();
    next.forEach(order -> sent.put(order.orderId(), sender.send(operation, order)));
    var results = new LinkedHashMap<OrderId, OrderResult>();
    var unanswered = new ArrayList<OrderId>();
    sent.forEach(
        (order, answer) -> {
          try {
            results.put(order, answer.join());
          } catch (CompletionException unknown) {
            limitedLog.warn(
                log,
                "bulk operation",
                "Order %s has not answered bulk operation %d; this is retried"
                    .formatted(order, operation.id()),
                Objects.requireNonNullElse(unknown.getCause(), unknown));
            unanswered.add(order);
          }
        });
    orders.store(operation.id(), results, unanswered);
    return !results.isEmpty();
  }

  private void end(BulkOperation operation) {
    if (operations.end(operation.id(), State.DONE)) {
      var progress = orders.progress(operation);
      log.info(
          "Bulk operation {} ({}) is done: {} orders, {} done, {} unchanged, {} refused",
          operation.id(),
          operation.action().word(),
          progress.total(),
          progress.done(),
          progress.unchanged(),
          progress.total() - progress.done() - progress.unchanged());
    }
  }

  /** After the step under way. Without a database the next node waits for the lease to end. */
  @PreDestroy
  void close() throws InterruptedException {
    thread.shutdown();
    boolean ended = thread.awaitTermination(LAST_STEP.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      thread.shutdownNow();
    } else if (holdsOperation) {
      release();
    }
  }

  private void release() {
    try {
      operations.release();
    } catch (DataAccessException away) {
      log.info("Bulk operations are left to the next node when the lease ends");
    }
  }
}
