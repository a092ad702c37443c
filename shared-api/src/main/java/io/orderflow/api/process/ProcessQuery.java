package io.orderflow.api.process;

/** What can be asked about the process that carries all orders. */
public sealed interface ProcessQuery {

  /** Answered with {@link ProcessBacklog}. */
  record FindBacklog() implements ProcessQuery {}
}
