package io.orderflow.blackbox;

/** Orderflow as it runs, however many processes that takes. */
interface Orderflow extends AutoCloseable {

  Orders orders();

  /** What all its processes have written. */
  String output();

  /** As Ctrl-C or a container's stop does. */
  void stop();

  /** As {@code kill -9} does, of everything that is ours. */
  void kill();

  @Override
  default void close() {
    stop();
  }
}
