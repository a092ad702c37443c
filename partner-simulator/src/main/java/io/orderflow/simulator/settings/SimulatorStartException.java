package io.orderflow.simulator.settings;

import org.jspecify.annotations.Nullable;

/** The simulator did not start; the message says why and what to change. */
public final class SimulatorStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String remedy;

  public SimulatorStartException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem + " " + remedy, cause);
    this.problem = problem;
    this.remedy = remedy;
  }

  public String problem() {
    return problem;
  }

  public String remedy() {
    return remedy;
  }
}
