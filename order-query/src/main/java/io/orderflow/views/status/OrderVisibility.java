package io.orderflow.views.status;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Scopes;
import io.orderflow.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** Which orders a caller may see. */
public final class OrderVisibility {

  private OrderVisibility() {}

  /** The customer whose orders the caller may see; null for any. */
  public static @Nullable CustomerId seenBy(Caller caller) {
    return caller.hasOneOf(Scopes.OPERATE, Scopes.WRITE_ANY) ? null : caller.customer();
  }
}
