package io.orderflow.simulator.wire;

import io.orderflow.simulator.book.Refusal;

/**
 * What a partner answers, and in what manner.
 *
 * @param body what becomes the JSON of the answer
 */
public record SimulatedReply(int status, Object body, Manner manner) {

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

  public static SimulatedReply done(Object body) {
    return new SimulatedReply(200, body, Manner.AT_ONCE);
  }

  public static SimulatedReply accepted(Object body) {
    return new SimulatedReply(202, body, Manner.AT_ONCE);
  }

  /** The definitive no, which is the only use of 422. */
  public static SimulatedReply no(Refusal refusal) {
    return new SimulatedReply(422, refusal, Manner.AT_ONCE);
  }

  /** An outage: it says nothing about the request. */
  public static SimulatedReply outage(String detail) {
    return new SimulatedReply(503, ProblemBody.of(503, "UNAVAILABLE", detail), Manner.AT_ONCE);
  }

  public static SimulatedReply silence() {
    return outage("The partner gave no answer.").in(Manner.SILENT);
  }

  public SimulatedReply in(Manner other) {
    return new SimulatedReply(status, body, other);
  }
}
