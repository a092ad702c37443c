package io.orderflow.engine.problem;

import java.io.IOException;

/** The body turned out to be longer than allowed while it was read. */
final class BodyTooLarge extends IOException {

  private static final long serialVersionUID = 1L;

  BodyTooLarge(long most) {
    super("the body has more than " + most + " bytes");
  }

  static Problem problem() {
    return Problem.of(ProblemCode.TOO_LARGE, "Send a smaller body.");
  }
}
