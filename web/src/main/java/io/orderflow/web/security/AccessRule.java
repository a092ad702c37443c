package io.orderflow.web.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * To whom a part of the API is open. What no rule names is open to nobody.
 *
 * @param method null stands for every one; {@code GET} includes {@code HEAD}
 * @param pattern of paths, such as {@code /api/v1/orders/{id}/cancel} or {@code /api/v1/admin/**}
 * @param everybody whether no token is looked at
 * @param oneOf the scopes of which a caller needs one; where there is none, any token will do
 */
public record AccessRule(
    @Nullable HttpMethod method, String pattern, boolean everybody, Set<Scope> oneOf) {

  public AccessRule {
    oneOf = Set.copyOf(oneOf);
  }

  /** The beginning of a rule for one method. */
  public static Place on(HttpMethod method, String pattern) {
    return new Place(method, pattern);
  }

  /** The beginning of a rule for all methods. */
  public static Place onAll(String pattern) {
    return new Place(null, pattern);
  }

  boolean permits(Caller caller, boolean known) {
    return everybody || (oneOf.isEmpty() ? known : caller.hasOneOf(oneOf));
  }

  /** What a rule is about. */
  public record Place(@Nullable HttpMethod method, String pattern) {

    /** Nobody is asked for a token; for what proves itself otherwise, or is no secret. */
    public AccessRule isOpenToEverybody() {
      return new AccessRule(method, pattern, true, Set.of());
    }

    public AccessRule needsAnyToken() {
      return new AccessRule(method, pattern, false, Set.of());
    }

    public AccessRule needsOneOf(Scope... scopes) {
      return new AccessRule(method, pattern, false, Set.of(scopes));
    }
  }
}
