package io.orderflow.simulation;

/** The process dies here. Whatever was not stored is gone. */
final class Crash extends Error {

  private static final long serialVersionUID = 1L;

  Crash() {
    super("crash", null, false, false);
  }
}
