package io.orderflow.web.security;

import java.util.List;

/**
 * Pages for people, who log in with a browser where a login is set up. Their module declares them
 * as a bean.
 *
 * <p>Below {@code path} these paths are the login's own: {@code /login} begins one, {@code
 * /login/answer} takes the provider's answer, and {@code POST /logout} ends it and leads to {@code
 * /logged-out}, a page that the module shows to everyone.
 *
 * @param path what their paths begin with, such as {@code /console}
 * @param scopes which the provider is asked for unless others are set
 */
public record PagesWithLogin(String path, List<String> scopes) {

  public PagesWithLogin {
    scopes = List.copyOf(scopes);
  }
}
