package io.orderflow.simulator.wire;

import io.orderflow.simulator.ledger.Refusal;

/**
 * A partner's answer, and how it is delivered.
 *
 * @param body written as JSON
 */
public record SimulatedReply(int status, Object body, Manner manner) {

  public enum Manner {
    AT_ONCE,
    /** After {@code simulator.slow-answer}. */
    SLOW,
    /** At once; over Kafka two copies. */
    TWICE,
    /** Not at all; the connection is closed after {@code simulator.silence}. */
    SILENT
  }

  public static SimulatedReply done(Object body) {
    return new SimulatedReply(200, body, Manner.AT_ONCE);
  }

  public static SimulatedReply accepted(Object body) {
    return new SimulatedReply(202, body, Manner.AT_ONCE);
  }

  /** The definitive no; 422 is used for nothing else. */
  public static SimulatedReply no(Refusal refusal) {
    return new SimulatedReply(422, refusal, Manner.AT_ONCE);
  }

  /** An outage, which leaves the outcome of the request unknown. */
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
