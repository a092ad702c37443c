package io.orderflow.simulator.wire;

import org.springframework.web.servlet.function.RouterFunctions;

/** Contributes routes to {@link SimulatorRouter}. */
@FunctionalInterface
public interface RouteProvider {

  void addTo(RouterFunctions.Builder routes);
}
