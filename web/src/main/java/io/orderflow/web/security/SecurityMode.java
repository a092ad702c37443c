package io.orderflow.web.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Whether callers must authenticate. */
enum SecurityMode {
  /** No authentication; the server accepts connections from this machine only. */
  OPEN,
  /** No authentication although other machines can connect, by explicit setting. */
  OPEN_ACCEPTED,
  /** Every caller needs a token of the issuer. */
  TOKEN;

  private static final String SETTING = "orderflow.security";
  private static final String ISSUER = "orderflow.security.issuer";
  private static final String ADDRESS = "server.address";

  boolean isOpen() {
    return this != TOKEN;
  }

  /**
   * The mode by the settings.
   *
   * @throws FailureAnalyzedException if they are unsafe or contradict each other
   */
  static SecurityMode of(Environment environment) {
    boolean issuer = StringUtils.hasText(environment.getProperty(ISSUER));
    String set = environment.getProperty(SETTING, "").strip().toLowerCase(Locale.ROOT);
    var mode =
        switch (set) {
          case "" -> issuer ? TOKEN : OPEN;
          case "token" -> TOKEN;
          case "open" -> OPEN;
          case "open-accepted" -> OPEN_ACCEPTED;
          default ->
              throw refused(
                  SETTING + " (ORDERFLOW_SECURITY) is " + set + ".",
                  "Set it to token, open or open-accepted, or leave it out.");
        };
    refuseContradiction(mode, issuer);
    if (mode == OPEN) {
      refuseUnlessLoopback(environment.getProperty(ADDRESS, ""));
    }
    return mode;
  }

  private static void refuseContradiction(SecurityMode mode, boolean issuer) {
    if (mode == TOKEN && !issuer) {
      throw refused(
          "Tokens are required, but no issuer is set.",
          "Set "
              + ISSUER
              + " (ORDERFLOW_SECURITY_ISSUER) to what their claim iss says, and"
              + " orderflow.security.audience (ORDERFLOW_SECURITY_AUDIENCE) to what aud must say.");
    }
    if (mode.isOpen() && issuer) {
      throw refused(
          "An issuer of tokens is set, but tokens are not required.",
          "Set ORDERFLOW_SECURITY=token, or leave ORDERFLOW_SECURITY_ISSUER out.");
    }
  }

  private static void refuseUnlessLoopback(String address) {
    if (!isLoopback(address)) {
      throw refused(
          "Without authentication orderflow accepts connections from this machine only, but server.address"
              + " (SERVER_ADDRESS) is "
              + (address.isBlank() ? "empty, which means every address" : address)
              + ".",
          "Set SERVER_ADDRESS=127.0.0.1; or require tokens by ORDERFLOW_SECURITY_ISSUER and"
              + " ORDERFLOW_SECURITY_AUDIENCE (docs/security.md); or, if every caller may do"
              + " everything, ORDERFLOW_SECURITY=open-accepted.");
    }
  }

  private static boolean isLoopback(String address) {
    try {
      return StringUtils.hasText(address)
          && InetAddress.getByName(address.strip()).isLoopbackAddress();
    } catch (UnknownHostException nowhere) {
      return false;
    }
  }

  private static FailureAnalyzedException refused(String what, String remedy) {
    return new FailureAnalyzedException(what, remedy);
  }
}
