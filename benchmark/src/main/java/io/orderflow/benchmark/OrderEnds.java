package io.orderflow.benchmark;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** Ends of orders, read from a database beside the application: watching costs it nothing. */
interface OrderEnds {

  /** How an order ended, and when by the application's clock. */
  record End(Instant at, boolean completed) {}

  /** Of the newest thing that has happened; ends that come later are after it. */
  long position() throws SQLException;

  long countAfter(long position) throws SQLException;

  Map<String, End> byOrderAfter(long position) throws SQLException;
}
