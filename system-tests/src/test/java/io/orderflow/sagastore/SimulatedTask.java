package io.orderflow.sagastore;

import java.util.function.BooleanSupplier;

/**
 * A task in a worker's hand.
 *
 * @param isWanted what production asks right before the task is done; much may happen afterwards
 */
public record SimulatedTask(String words, BooleanSupplier isWanted, Runnable errand) {

  @Override
  public String toString() {
    return words;
  }
}
