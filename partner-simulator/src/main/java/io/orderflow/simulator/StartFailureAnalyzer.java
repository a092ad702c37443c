package io.orderflow.simulator;

import io.orderflow.simulator.settings.SimulatorStartException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the reason instead of a stack trace. */
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<SimulatorStartException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SimulatorStartException cause) {
    return new FailureAnalysis(cause.problem(), cause.remedy(), rootFailure);
  }
}
