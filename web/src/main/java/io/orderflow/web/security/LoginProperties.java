package io.orderflow.web.security;

import io.orderflow.engine.settings.SettingRange;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The login of people with a browser, in token mode, at the issuer of its tokens.
 *
 * @param clientId this application's name at the issuer; without it there is no login
 * @param clientSecret what the issuer gave with it, at least 16 characters; the key of the session
 *     cookie is derived from it, so replicas need the same one
 * @param publicUrl where browsers reach the pages, scheme and host only, such as
 *     https://orders.example.com
 * @param scopes which the issuer is asked for; without any, {@code openid} and what the pages need
 * @param session how long a login lasts; then the issuer is asked again (5m–12h)
 */
@ConfigurationProperties("orderflow.security.login")
record LoginProperties(
    @DefaultValue("") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("") String publicUrl,
    @DefaultValue({}) List<String> scopes,
    @DefaultValue("1h") Duration session) {

  private static final int SHORTEST_SECRET = 16;

  private static final Pattern HTTPS = Pattern.compile("https://[A-Za-z0-9.-]+(:\\d{1,5})?");
  private static final Pattern THIS_MACHINE =
      Pattern.compile("http://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

  LoginProperties {
    scopes = List.copyOf(scopes);
  }

  boolean isOn() {
    return !clientId.isBlank();
  }

  /** These settings, checked for a login in this mode. */
  LoginProperties complete(SecurityMode mode, TokenProperties tokens) {
    if (!isOn()) {
      return this;
    }
    if (mode.isOpen()) {
      throw wrong(
          "client-id",
          clientId,
          "Without tokens there is nothing to log in for: set ORDERFLOW_SECURITY_ISSUER and"
              + " ORDERFLOW_SECURITY_AUDIENCE too, or leave this out.");
    }
    if (clientSecret.length() < SHORTEST_SECRET) {
      throw wrong(
          "client-secret",
          "shorter",
          "Set it (ORDERFLOW_SECURITY_LOGIN_CLIENTSECRET) to the secret that the issuer gave for"
              + " this client, of at least "
              + SHORTEST_SECRET
              + " characters.");
    }
    if (!HTTPS.matcher(publicUrl).matches() && !THIS_MACHINE.matcher(publicUrl).matches()) {
      throw wrong(
          "public-url",
          publicUrl,
          "Set it (ORDERFLOW_SECURITY_LOGIN_PUBLICURL) to https:// and the host that browsers use,"
              + " without a path; http:// is accepted for this machine only.");
    }
    if (!tokens.hasDiscovery()) {
      throw wrong(
          "client-id", clientId, "The issuer is not a URL, so its login page cannot be found.");
    }
    SettingRange.require("orderflow.security.login.session", session, "5m", "12h");
    return this;
  }

  boolean isSecure() {
    return publicUrl.startsWith("https://");
  }

  Set<String> asked(PagesWithLogin pages) {
    var asked = new LinkedHashSet<String>();
    asked.add("openid");
    asked.addAll(scopes.isEmpty() ? pages.scopes() : scopes);
    return asked;
  }

  /** Of the issuer's pages. */
  static String origin(URI page) {
    return page.getScheme() + "://" + page.getRawAuthority();
  }

  private static InvalidConfigurationPropertyValueException wrong(
      String name, Object value, String remedy) {
    return TokenProperties.wrong("login." + name, value, remedy);
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "LoginProperties[" + clientId + ", " + publicUrl + "]";
  }
}
