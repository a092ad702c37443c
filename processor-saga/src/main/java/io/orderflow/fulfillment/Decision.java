package io.orderflow.fulfillment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a signal that changes something.
 *
 * @param task for a worker; null if only the deadline is waited for
 * @param deadline when the machine is to be asked again; null only when closed
 */
public record Decision(
    FulfillmentState next, @Nullable FulfillmentTask task, @Nullable Instant deadline) {

  public static Decision close() {
    return new Decision(new FulfillmentState.Closed(), null, null);
  }
}
