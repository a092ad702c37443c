package io.orderflow.web.security;

import io.orderflow.api.CustomerId;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The sender of a request. Endpoints take it as an argument of their method. */
public final class Caller {

  /** In open mode every caller has every scope and may act for every customer. */
  static final Caller UNRESTRICTED = new Caller(null, null, null);

  /** A caller without a token, in token mode. */
  static final Caller ANONYMOUS = new Caller(null, Set.of(), null);

  private final @Nullable CustomerId customer;
  private final @Nullable Set<String> scopes;
  private final @Nullable Instant expiresAt;

  /**
   * @param scopes null stands for all
   * @param expiresAt when the token expires; null without one
   */
  Caller(@Nullable CustomerId customer, @Nullable Set<String> scopes, @Nullable Instant expiresAt) {
    this.customer = customer;
    this.scopes = scopes == null ? null : Set.copyOf(scopes);
    this.expiresAt = expiresAt;
  }

  /** When an answer that is still being written must end; null if never. */
  public @Nullable Instant expiresAt() {
    return expiresAt;
  }

  static Caller current() {
    return of(SecurityContextHolder.getContext().getAuthentication());
  }

  static Caller of(@Nullable Authentication authentication) {
    return authentication != null && authentication.getPrincipal() instanceof Caller caller
        ? caller
        : ANONYMOUS;
  }

  public boolean hasOneOf(String... wanted) {
    return scopes == null || Arrays.stream(wanted).anyMatch(scopes::contains);
  }

  /**
   * The customer of the token.
   *
   * @throws ProblemException if it names none
   */
  public CustomerId customer() {
    if (customer == null) {
      throw ProblemException.of(
          GeneralProblemCode.FORBIDDEN,
          "The token names no customer in the claim this service reads, or one of more than "
              + CustomerId.MAX_LENGTH
              + " characters: get one that does.");
    }
    return customer;
  }

  /** Keeps customer and scopes out of logs. */
  @Override
  public String toString() {
    return "Caller[withheld]";
  }
}
