package io.orderflow.web.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Whether callers have to say who they are. */
enum SecurityMode {
  /** Nobody is asked, and nobody else can come: only this machine is listened to. */
  OPEN,
  /** Nobody is asked although others may come, because somebody said so. */
  OPEN_ACCEPTED,
  /** Who has no token of the issuer gets nothing. */
  TOKEN;

  private static final String SETTING = "orderflow.security";
  private static final String ISSUER = "orderflow.security.issuer";
  private static final String ADDRESS = "server.address";

  boolean isOpen() {
    return this != TOKEN;
  }

  /**
   * What was set, or follows from what was set.
   *
   * @throws FailureAnalyzedException if it is unsafe or contradicts itself
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
          "Tokens are to be asked for, but nobody is named who issues them.",
          "Set "
              + ISSUER
              + " (ORDERFLOW_SECURITY_ISSUER) to what their claim iss says, and"
              + " orderflow.security.audience (ORDERFLOW_SECURITY_AUDIENCE) to what aud must say.");
    }
    if (mode.isOpen() && issuer) {
      throw refused(
          "An issuer of tokens is named, but no tokens are to be asked for.",
          "Set ORDERFLOW_SECURITY=token, or leave ORDERFLOW_SECURITY_ISSUER out.");
    }
  }

  private static void refuseUnlessLoopback(String address) {
    if (!isLoopback(address)) {
      throw refused(
          "Without authentication orderflow listens to this machine only, but server.address"
              + " (SERVER_ADDRESS) is "
              + (address.isBlank() ? "empty, which means every address" : address)
              + ".",
          "Set SERVER_ADDRESS=127.0.0.1; or ask for tokens by ORDERFLOW_SECURITY_ISSUER and"
              + " ORDERFLOW_SECURITY_AUDIENCE (docs/security.md); or, if everybody who reaches it"
              + " may do everything, ORDERFLOW_SECURITY=open-accepted.");
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
