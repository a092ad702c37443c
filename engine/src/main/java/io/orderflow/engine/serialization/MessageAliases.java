package io.orderflow.engine.serialization;

import java.util.Map;

/**
 * The stable names under which a module's types are stored and sent. A class may be renamed; its
 * alias may not. The engine collects all beans of this type and refuses to start if two types share
 * a name.
 */
public record MessageAliases(Map<Class<?>, String> names) {

  public MessageAliases {
    names = Map.copyOf(names);
  }
}
