package io.orderflow.web.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * Who may use a part of the API. Requests that no rule matches are denied.
 *
 * @param method null stands for every one; {@code GET} includes {@code HEAD}
 * @param pattern of paths, such as {@code /api/v1/admin/**}
 * @param everybody whether the token is ignored
 * @param oneOf the scopes of which a caller needs one; where it is empty, any valid token will do
 */
public record AccessRule(
    @Nullable HttpMethod method, String pattern, boolean everybody, List<String> oneOf) {

  public AccessRule {
    oneOf = List.copyOf(oneOf);
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
    return everybody || (oneOf.isEmpty() ? known : caller.hasOneOf(oneOf.toArray(String[]::new)));
  }

  /** What a rule is about. */
  public record Place(@Nullable HttpMethod method, String pattern) {

    /** Needs no token: requests that prove themselves otherwise, or answers that are no secret. */
    public AccessRule isOpenToEverybody() {
      return new AccessRule(method, pattern, true, List.of());
    }

    public AccessRule needsAnyToken() {
      return new AccessRule(method, pattern, false, List.of());
    }

    public AccessRule needsOneOf(String... scopes) {
      return new AccessRule(method, pattern, false, List.of(scopes));
    }
  }
}
