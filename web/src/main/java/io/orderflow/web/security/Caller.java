package io.orderflow.web.security;

import io.orderflow.api.CustomerId;
import io.orderflow.api.order.Actor;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, and for whom. An endpoint that concerns somebody's orders takes it as an
 * argument of its method.
 */
public final class Caller {

  /** Whoever it is, where everything is open: anybody at will, and an operator. */
  static final Caller ANYBODY = new Caller(null, EnumSet.allOf(Scope.class));

  /** Whoever it is, where tokens are asked for and none was sent. */
  static final Caller NOBODY = new Caller(null, Set.of());

  private final @Nullable CustomerId customer;
  private final Set<Scope> scopes;

  Caller(@Nullable CustomerId customer, Set<Scope> scopes) {
    this.customer = customer;
    this.scopes = Set.copyOf(scopes);
  }

  boolean hasOneOf(Set<Scope> wanted) {
    return wanted.stream().anyMatch(scopes::contains);
  }

  /**
   * The customer an order is placed for.
   *
   * @param stated by the request; null where it leaves that to the token
   * @return null if nobody says for whom, which is then the request's mistake
   * @throws ProblemException if the request states another customer than the token
   */
  public @Nullable String placesFor(@Nullable String stated) {
    if (scopes.contains(Scope.WRITE_ANY)) {
      return stated;
    }
    String own = own().value();
    if (stated != null && !stated.equals(own)) {
      throw ProblemException.of(
          GeneralProblem.FORBIDDEN,
          "The token is another customer's: leave customerId out, or get a token with the scope "
              + Scope.WRITE_ANY
              + ".");
    }
    return own;
  }

  /** Whose orders the caller may see: this customer's only, or everybody's if null. */
  public @Nullable CustomerId seesOnly() {
    return scopes.contains(Scope.OPERATE) || scopes.contains(Scope.WRITE_ANY) ? null : own();
  }

  /** Whose orders the caller may cancel: this customer's only, or everybody's if null. */
  public @Nullable CustomerId cancelsOnly() {
    return seesOnly();
  }

  /** In which capacity the caller cancels an order. */
  public Actor cancelsAs() {
    boolean operator = scopes.contains(Scope.OPERATE) && !scopes.contains(Scope.WRITE_ANY);
    return operator ? Actor.OPERATOR : Actor.CUSTOMER;
  }

  private CustomerId own() {
    if (customer == null) {
      throw ProblemException.of(
          GeneralProblem.FORBIDDEN,
          "The token names no customer in the claim this service reads, or one of more than "
              + CustomerId.MAX_LENGTH
              + " characters: get one that does.");
    }
    return customer;
  }

  /** Tells nothing: it may end up in logs. */
  @Override
  public String toString() {
    return "Caller" + scopes;
  }
}
