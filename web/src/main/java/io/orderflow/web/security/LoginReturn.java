package io.orderflow.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/** The page to which a login leads back: one of ours, whatever a link to the login says. */
final class LoginReturn {

  private static final String PARAMETER = "to";
  private static final int LONGEST = 1_000;

  private final String path;
  private final Pattern ours;

  LoginReturn(String path) {
    this.path = path;
    this.ours = Pattern.compile(Pattern.quote(path) + "([/?][!-\\[\\]-~]{0," + LONGEST + "})?");
  }

  /** The login's address for a page that needs one. */
  String loginFor(HttpServletRequest page) {
    var query = page.getQueryString();
    var to = query == null ? page.getRequestURI() : page.getRequestURI() + "?" + query;
    return path + "/login?" + PARAMETER + "=" + UriUtils.encode(to, UTF_8);
  }

  /** Where a request for the login wants to be led. */
  String asked(HttpServletRequest login) {
    var to = login.getParameter(PARAMETER);
    return to != null && ours.matcher(to).matches() ? to : path;
  }
}
