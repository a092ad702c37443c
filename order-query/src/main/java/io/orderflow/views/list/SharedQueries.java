package io.orderflow.views.list;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Queries that several parts of a statement use. Each is made once, and only if one comes to it.
 */
final class SharedQueries {

  private final Map<Sql, String> names = new LinkedHashMap<>();

  /** The name by which the query is to be used. */
  String name(Sql query) {
    return names.computeIfAbsent(query, _ -> "shared_" + names.size());
  }

  /** For {@code with}, before whatever uses them. */
  Sql definitions() {
    return Sql.separated(
        "",
        names.entrySet().stream()
            .map(each -> Sql.join(each.getValue() + " as materialized (%s),\n", each.getKey()))
            .toList());
  }
}
