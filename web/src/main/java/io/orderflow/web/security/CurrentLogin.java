package io.orderflow.web.security;

import java.time.Instant;

/**
 * The login by which a page is shown. It is an attribute of the request, and so a variable of
 * templates.
 *
 * @param name what the provider calls the person
 * @param endsAt when the person must log in again
 */
public record CurrentLogin(String name, Instant endsAt) {

  /** Absent without a login, and where a token was sent. */
  public static final String ATTRIBUTE = "login";
}
