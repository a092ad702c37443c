package io.orderflow.web.security;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/** This application as a client of the issuer, which is asked at the first login for its pages. */
final class LoginClient implements ClientRegistrationRepository {

  static final String ID = "orderflow";

  private final LoginProperties properties;
  private final PagesWithLogin pages;
  private final String publicPath;
  private final IssuerMetadata issuer;
  private final String issuerOrigin;
  private volatile @Nullable ClientRegistration known;

  /**
   * @param publicPath of the pages, as browsers see it
   */
  LoginClient(
      LoginProperties properties, TokenProperties tokens, PagesWithLogin pages, String publicPath) {
    this.properties = properties;
    this.pages = pages;
    this.publicPath = publicPath;
    this.issuer = new IssuerMetadata(tokens);
    this.issuerOrigin = LoginProperties.origin(URI.create(tokens.issuer()));
  }

  /**
   * @throws AuthenticationServiceException if the issuer does not answer
   */
  @Override
  public ClientRegistration findByRegistrationId(String id) {
    var registration = known;
    if (registration == null) {
      registration = registered();
      known = registration;
    }
    return registration;
  }

  private ClientRegistration registered() {
    try {
      return ClientRegistrations.fromOidcConfiguration(issuer.read())
          .registrationId(ID)
          .clientId(properties.clientId())
          .clientSecret(properties.clientSecret())
          .redirectUri(address("/login/answer"))
          .scope(properties.asked(pages))
          .build();
    } catch (IOException | IllegalArgumentException away) {
      throw new AuthenticationServiceException("The issuer's metadata cannot be read", away);
    }
  }

  /** Below the pages, as browsers and the issuer name it. */
  String address(String path) {
    return properties.publicUrl() + publicPath + path;
  }

  /**
   * The issuer's page that ends its own session (OpenID Connect RP-Initiated Logout 1.0); null if
   * it has none, or is at another origin, to which the policy of pages lets no form lead.
   */
  @Nullable String endOfSession() {
    var end = findByRegistrationId(ID).getProviderDetails().getConfigurationMetadata();
    return end.get("end_session_endpoint") instanceof String page
            && page.startsWith(issuerOrigin + "/")
        ? page
        : null;
  }

  String clientId() {
    return properties.clientId();
  }
}
