package io.orderflow.simulator.wire;

import io.orderflow.simulator.book.Refusal;

/**
 * What a partner answers, and in what manner.
 *
 * @param body what becomes the JSON of the answer
 */
public record Reply(int status, Object body, Manner manner) {

  /** How fast a partner answers, and how often. */
  public enum Manner {
    AT_ONCE,
    /** After {@code simulator.slow-answer}. */
    SLOW,
    /** At once; and, where a message brings it, by two of the same. */
    TWICE,
    /** Not at all; the connection is let go after {@code simulator.silence}. */
    SILENT
  }

  public static Reply done(Object body) {
    return new Reply(200, body, Manner.AT_ONCE);
  }

  public static Reply accepted(Object body) {
    return new Reply(202, body, Manner.AT_ONCE);
  }

  /** The definitive no, which is the only use of 422. */
  public static Reply no(Refusal refusal) {
    return new Reply(422, refusal, Manner.AT_ONCE);
  }

  /** An outage: it says nothing about the request. */
  public static Reply outage(String detail) {
    return new Reply(503, Problem.of(503, "UNAVAILABLE", detail), Manner.AT_ONCE);
  }

  public static Reply silence() {
    return outage("The partner gave no answer.").in(Manner.SILENT);
  }

  public Reply in(Manner other) {
    return new Reply(status, body, other);
  }
}
