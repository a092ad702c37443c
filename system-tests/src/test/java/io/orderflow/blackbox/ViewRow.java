package io.orderflow.blackbox;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What the view has of an order. */
record ViewRow(long version, String status) {

  /** Of all orders, by their ids. */
  static Map<String, ViewRow> all(Orderflow orderflow) throws SQLException {
    var all = new HashMap<String, ViewRow>();
    try (var connection = orderflow.readModel();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("select order_id, version, status from views.order_view")) {
      while (rows.next()) {
        all.put(rows.getString(1), new ViewRow(rows.getLong(2), rows.getString(3)));
      }
      return all;
    }
  }

  /** The newest version of each order. */
  static Map<String, Long> versions(Orderflow orderflow) throws SQLException {
    var versions = new HashMap<String, Long>();
    all(orderflow).forEach((order, row) -> versions.put(order, row.version()));
    return versions;
  }
}
