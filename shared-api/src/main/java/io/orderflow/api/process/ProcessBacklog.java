package io.orderflow.api.process;

/**
 * How much of what was accepted waits for the process.
 *
 * @param delayMillis about how long an order that is placed now will spend waiting for those before
 *     it, on its whole way, in milliseconds
 */
public record ProcessBacklog(long delayMillis) {

  public ProcessBacklog {
    if (delayMillis < 0) {
      throw new IllegalArgumentException("delayMillis must be 0 or more, is " + delayMillis);
    }
  }
}
