package io.orderflow.sagastore;

import java.util.function.BooleanSupplier;

/**
 * A task that a worker has claimed.
 *
 * @param isWanted what production checks right before it runs the task; much may happen afterwards
 */
public record SimulatedTask(String words, BooleanSupplier isWanted, Runnable work) {

  @Override
  public String toString() {
    return words;
  }
}
