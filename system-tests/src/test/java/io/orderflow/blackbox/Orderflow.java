package io.orderflow.blackbox;

import java.sql.Connection;
import java.sql.SQLException;

/** Orderflow as it runs, however many processes that takes. */
interface Orderflow extends AutoCloseable {

  Orders orders();

  /** What all its processes have written. */
  String output();

  /** As Ctrl-C or a container's stop does. */
  void stop();

  /** As {@code kill -9} does, of everything that is ours. */
  void kill();

  /** One of several kills. Where there are several processes, each of them has its turn. */
  default void kill(int turn) {
    kill();
  }

  /** The database in which order-query keeps what it shows. */
  Connection readModel() throws SQLException;

  @Override
  default void close() {
    stop();
  }
}
