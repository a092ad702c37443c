package io.orderflow.fulfillment;

/** What a worker does not survive: it reports nothing, and its thread ends. */
final class SimulatedCrash extends Error {

  private static final long serialVersionUID = 1;

  SimulatedCrash() {
    super("a worker dies, as the test wants it", null, false, false);
  }
}
