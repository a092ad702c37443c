package io.orderflow.engine.serialization;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The aliases of all modules, by type and by name. */
public final class AliasRegistry {

  private final Map<Class<?>, String> names = new HashMap<>();
  private final Map<String, Class<?>> types = new HashMap<>();

  /**
   * @throws IllegalStateException if a name is given twice, or a type has two
   */
  AliasRegistry(Collection<MessageAliases> contributions) {
    contributions.forEach(contribution -> contribution.names().forEach(this::add));
  }

  private void add(Class<?> type, String name) {
    Class<?> other = types.put(name, type);
    if (other != null) {
      throw new IllegalStateException(
          "The alias %s is given to %s and to %s; give one of them another."
              .formatted(name, other.getName(), type.getName()));
    }
    String otherName = names.put(type, name);
    if (otherName != null) {
      throw new IllegalStateException(
          "%s has two aliases, %s and %s; keep the one it is stored under."
              .formatted(type.getName(), otherName, name));
    }
  }

  @Nullable String of(Class<?> type) {
    return names.get(type);
  }

  @Nullable Class<?> typeOf(String name) {
    return types.get(name);
  }
}
