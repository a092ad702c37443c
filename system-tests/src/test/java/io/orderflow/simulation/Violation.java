package io.orderflow.simulation;

/**
 * A promise was broken. An error, so that no handler on the way takes it for a partner's failure.
 */
final class Violation extends AssertionError {

  private static final long serialVersionUID = 1L;

  Violation(String sentence) {
    super(sentence);
  }

  static void unless(boolean holds, String sentence) {
    if (!holds) {
      throw new Violation(sentence);
    }
  }
}
