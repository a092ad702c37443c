package io.orderflow.views.list;

import java.util.Arrays;
import java.util.List;

/** What lists are sorted by. Orders that are equal in it are sorted by their id. */
enum OrderSort {
  CREATED_AT("createdAt", "s.created_at", "s.order_id", "timestamptz"),
  UPDATED_AT("updatedAt", "v.updated_at", "v.order_id", "timestamptz"),
  TOTAL("total", "s.total", "s.order_id", "numeric");

  private final String word;
  private final String column;
  private final String idColumn;
  private final String type;

  OrderSort(String word, String column, String idColumn, String type) {
    this.word = word;
    this.column = column;
    this.idColumn = idColumn;
    this.type = type;
  }

  static OrderSort of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of %s, each with or without a leading -"
                        .formatted(List.of("createdAt", "updatedAt", "total"))));
  }

  String column() {
    return column;
  }

  String idColumn() {
    return idColumn;
  }

  /** One of these, in one direction. */
  record Order(OrderSort sort, boolean descending) {

    static final Order NEWEST_FIRST = new Order(CREATED_AT, true);

    static Order of(String text) {
      boolean descending = text.startsWith("-");
      return new Order(OrderSort.of(descending ? text.substring(1) : text), descending);
    }

    /** That an order comes after this position. */
    Sql after(Cursor.Position position) {
      return Sql.of(
          "(%s, %s) %s (?::%s, ?)"
              .formatted(sort.column, sort.idColumn, descending ? "<" : ">", sort.type),
          position.key(),
          position.orderId().value());
    }

    /** For {@code order by}, of the columns of this sort or of others that hold the same. */
    String by(String key, String id) {
      var direction = descending ? " desc" : "";
      return key + direction + ", " + id + direction;
    }

    String by() {
      return by(sort.column, sort.idColumn);
    }
  }
}
