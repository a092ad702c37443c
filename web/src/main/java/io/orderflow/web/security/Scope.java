package io.orderflow.web.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token may allow. */
public enum Scope {
  /** To see orders: one's own, or those one may place for others. */
  READ("orders:read"),
  /** To place orders for oneself, and to cancel them. */
  WRITE("orders:write"),
  /** The same for every customer: for the service account of a shop. */
  WRITE_ANY("orders:write:any"),
  /** To see everything, to repair it, and to keep the catalogue. */
  OPERATE("orders:operate");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  /** Those of these words that mean something here. */
  static Set<Scope> named(Collection<String> words) {
    return Arrays.stream(values())
        .filter(scope -> words.contains(scope.word))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As it stands in a token. */
  @Override
  public String toString() {
    return word;
  }
}
