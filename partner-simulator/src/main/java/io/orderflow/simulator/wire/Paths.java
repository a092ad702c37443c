package io.orderflow.simulator.wire;

import org.springframework.web.servlet.function.RouterFunctions;

/** Some of the simulator's paths; {@link Routes} makes one table of all of them. */
@FunctionalInterface
public interface Paths {

  void addTo(RouterFunctions.Builder routes);
}
