package io.orderflow.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/** The page to which a login leads back: one of ours, whatever a link to the login says. */
final class LoginReturn {

  private static final String PARAMETER = "to";
  private static final int LONGEST = 1_000;

  /** What every request may have, with its gateway's prefix (docs/limits.md). */
  private static final int LONGEST_LOGIN = 2_000;

  private final String path;
  private final Pattern ours;

  LoginReturn(String path) {
    this.path = path;
    this.ours = Pattern.compile(Pattern.quote(path) + "([/?][!-\\[\\]-~]{0," + LONGEST + "})?");
  }

  /**
   * The login's address for a page that needs one. A page is left out if the login would not lead
   * back to it, or if its address, encoded, is too long for a request for the login.
   */
  String loginFor(HttpServletRequest page) {
    var query = page.getQueryString();
    var to = query == null ? page.getRequestURI() : page.getRequestURI() + "?" + query;
    var login = path + "/login";
    var leadingBack = login + "?" + PARAMETER + "=" + UriUtils.encode(to, UTF_8);
    return isOurs(to) && leadingBack.length() <= LONGEST_LOGIN ? leadingBack : login;
  }

  /** Where a request for the login wants to be led. */
  String asked(HttpServletRequest login) {
    var to = login.getParameter(PARAMETER);
    return to != null && isOurs(to) ? to : path;
  }

  private boolean isOurs(String to) {
    return ours.matcher(to).matches();
  }
}
