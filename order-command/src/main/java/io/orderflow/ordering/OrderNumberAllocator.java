package io.orderflow.ordering;

import io.orderflow.api.OrderNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Assigns order numbers. A node takes them from the database in blocks of {@value #BLOCK}, by one
 * statement that commits by itself, so an order costs no round trip of its own. The numbers that a
 * node has not used when it stops are lost.
 *
 * <p>The orders of several nodes are therefore not numbered in the order in which they are placed.
 */
@Component
class OrderNumberAllocator {

  static final int BLOCK = 100;

  /** The time for which a connection is waited for; requests do not queue for longer than that. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final ReentrantLock lock = new ReentrantLock();

  /** By year; a few orders of the old year may still come in the new one. Guarded by the lock. */
  private final Map<Integer, Deque<OrderNumber>> free = new HashMap<>();

  OrderNumberAllocator(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A number that no other order has or will have. Must not be called in a transaction: if that is
   * rolled back, its block is given out again.
   *
   * @throws org.springframework.dao.DataAccessException if a block is needed and cannot be taken
   */
  OrderNumber next(Instant placedAt) {
    int year = placedAt.atOffset(ZoneOffset.UTC).getYear();
    lock();
    try {
      var numbers = free.computeIfAbsent(year, _ -> new ArrayDeque<>(BLOCK));
      if (numbers.isEmpty()) {
        takeBlock(year, numbers);
        free.keySet().removeIf(earlier -> earlier < year - 1);
      }
      return numbers.remove();
    } finally {
      lock.unlock();
    }
  }

  /** Returns a number that certainly no order has. */
  void giveBack(OrderNumber unused) {
    lock.lock();
    try {
      free.computeIfPresent(
          unused.year(),
          (_, numbers) -> {
            numbers.addFirst(unused);
            return numbers;
          });
    } finally {
      lock.unlock();
    }
  }

  private void takeBlock(int year, Deque<OrderNumber> into) {
    long last =
        jdbc.sql(
                """
                insert into ordering.order_number as known (year, taken) values (?, ?)
                on conflict (year) do update set taken = known.taken + excluded.taken
                returning taken
                """)
            .params(year, BLOCK)
            .query(Long.class)
            .single();
    for (long count = last - BLOCK + 1; count <= last; count++) {
      into.add(OrderNumber.of(year, count));
    }
  }

  /** The holder of the lock may be waiting for the database. */
  private void lock() {
    try {
      if (lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw new TransientDataAccessResourceException("no order number could be taken in time");
  }
}
