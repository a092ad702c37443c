package io.orderflow.simulator.wire;

import org.springframework.web.servlet.function.RouterFunctions;

/** Some of the simulator's paths; {@link SimulatorRouter} makes one table of all of them. */
@FunctionalInterface
public interface RouteProvider {

  void addTo(RouterFunctions.Builder routes);
}
