package io.orderflow.simulator;

import io.orderflow.simulator.settings.SimulatorCannotStart;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints why the simulator did not start instead of a stack trace, in whichever process it was. */
final class CannotStartAnalyzer extends AbstractFailureAnalyzer<SimulatorCannotStart> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SimulatorCannotStart cause) {
    return new FailureAnalysis(cause.problem(), cause.remedy(), rootFailure);
  }
}
