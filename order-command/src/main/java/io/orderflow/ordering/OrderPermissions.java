package io.orderflow.ordering;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Scopes;
import io.orderflow.api.order.Actor;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** For whom a caller may place orders, and whose orders the caller may change. */
record OrderPermissions(Caller caller) {

  /**
   * The customer an order is placed for.
   *
   * @param stated by the request; null where it leaves that to the token
   * @return null if neither names a customer, which is then the request's mistake
   * @throws ProblemException if the request states another customer than the token
   */
  @Nullable String customerToPlaceFor(@Nullable String stated) {
    if (caller.hasOneOf(Scopes.WRITE_ANY)) {
      return stated;
    }
    String own = caller.customer().value();
    if (stated != null && !stated.equals(own)) {
      throw ProblemException.of(
          GeneralProblemCode.FORBIDDEN,
          "The token is another customer's: leave customerId out, or get a token with the scope "
              + Scopes.WRITE_ANY
              + ".");
    }
    return own;
  }

  /** The customer whose orders the caller may change; null for any. */
  @Nullable CustomerId restrictedTo() {
    return caller.hasOneOf(Scopes.OPERATE, Scopes.WRITE_ANY) ? null : caller.customer();
  }

  /** The actor recorded for the caller's changes. */
  Actor actor() {
    boolean operator = caller.hasOneOf(Scopes.OPERATE) && !caller.hasOneOf(Scopes.WRITE_ANY);
    return operator ? Actor.OPERATOR : Actor.CUSTOMER;
  }

  /** What is recorded of where the caller's changes came from; only operators are named. */
  Origin recordedOrigin(Origin origin) {
    return actor() == Actor.OPERATOR ? origin : origin.withoutActor();
  }
}
