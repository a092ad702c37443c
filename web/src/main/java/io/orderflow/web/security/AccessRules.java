package io.orderflow.web.security;

import java.util.List;

/**
 * Who may use the endpoints of one module. Each module declares its own rules as a bean. The first
 * rule that matches a request decides.
 */
public record AccessRules(List<AccessRule> rules) {

  public AccessRules {
    rules = List.copyOf(rules);
  }

  public static AccessRules of(AccessRule... rules) {
    return new AccessRules(List.of(rules));
  }
}
