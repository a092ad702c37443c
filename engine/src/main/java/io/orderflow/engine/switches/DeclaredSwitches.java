package io.orderflow.engine.switches;

import java.util.List;

/** The switches of one module, which declares a bean of it. */
public record DeclaredSwitches(List<OperatorSwitch> switches) {

  public DeclaredSwitches {
    switches = List.copyOf(switches);
  }
}
