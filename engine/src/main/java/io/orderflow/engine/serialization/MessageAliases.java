package io.orderflow.engine.serialization;

import java.util.Map;

/**
 * The stable names under which a module's types are stored and sent. A class may be renamed; its
 * alias may not. The engine collects all beans of this type and refuses to start when two types
 * share a name.
 *
 * @param revisions of the types whose stored form has changed since {@value #FIRST_REVISION}; an
 *     upcaster reads each earlier one
 */
public record MessageAliases(Map<Class<?>, String> names, Map<Class<?>, String> revisions) {

  static final String FIRST_REVISION = "1";

  public MessageAliases {
    names = Map.copyOf(names);
    revisions = Map.copyOf(revisions);
  }

  public MessageAliases(Map<Class<?>, String> names) {
    this(names, Map.of());
  }
}
