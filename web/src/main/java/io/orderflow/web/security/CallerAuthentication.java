package io.orderflow.web.security;

import io.orderflow.api.CustomerId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;

/** The caller that a token names. The token itself is not kept. */
final class CallerAuthentication extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient Caller caller;
  private final String name;

  private CallerAuthentication(Caller caller, String name) {
    super(List.of());
    this.caller = caller;
    this.name = name;
    setAuthenticated(true);
  }

  static CallerAuthentication of(Jwt token, String customerClaim) {
    var customer = customer(customerText(token, customerClaim));
    var caller = new Caller(customer, scopesOf(token), token.getExpiresAt());
    return new CallerAuthentication(caller, Objects.requireNonNull(token.getSubject()));
  }

  /** A stream that is still being written ends with the session. */
  static CallerAuthentication of(LoginSession session) {
    var caller = new Caller(customer(session.customer()), session.scopes(), session.endsAt());
    return new CallerAuthentication(caller, session.subject());
  }

  static Set<String> scopesOf(Jwt token) {
    var scopes = new HashSet<String>();
    scopes.addAll(words(token.getClaim("scope")));
    scopes.addAll(words(token.getClaim("scp")));
    return scopes;
  }

  /** The claim that names the customer; null if there is none. */
  static @Nullable String customerText(Jwt token, String claim) {
    Object value = token.getClaim(claim);
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }

  /** Issuers write scopes as one text with blanks, or as a list. */
  private static Collection<String> words(@Nullable Object claim) {
    return switch (claim) {
      case String text -> Arrays.asList(text.split(" "));
      case Collection<?> list -> list.stream().map(String::valueOf).toList();
      case null, default -> Set.of();
    };
  }

  private static @Nullable CustomerId customer(@Nullable String claim) {
    if (claim == null) {
      return null;
    }
    try {
      return new CustomerId(claim);
    } catch (IllegalArgumentException unfit) {
      return null;
    }
  }

  /** The token's subject, which scopes the caller's idempotency keys. */
  @Override
  public String getName() {
    return name;
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  @Override
  public String getCredentials() {
    return "";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
