package io.orderflow.web.security;

import java.util.List;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** A person at the moment of the login; from then on the cookie says who it is. */
final class LoginUser extends DefaultOidcUser {

  private static final long serialVersionUID = 1L;

  private final transient LoginSession session;

  LoginUser(OidcIdToken idToken, LoginSession session) {
    super(List.of(), idToken);
    this.session = session;
  }

  LoginSession session() {
    return session;
  }
}
