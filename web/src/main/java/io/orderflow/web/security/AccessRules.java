package io.orderflow.web.security;

import java.util.List;

/**
 * Who may use the endpoints of one module; each declares its own as a bean, so that a service that
 * lacks the module lacks its rules too. Of several rules for one request the first counts.
 */
public record AccessRules(List<AccessRule> rules) {

  public AccessRules {
    rules = List.copyOf(rules);
  }

  public static AccessRules of(AccessRule... rules) {
    return new AccessRules(List.of(rules));
  }
}
