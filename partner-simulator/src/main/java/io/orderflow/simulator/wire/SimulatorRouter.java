package io.orderflow.simulator.wire;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Combines all routes, so that every error becomes a problem in JSON. */
public final class SimulatorRouter {

  private static final Logger log = LoggerFactory.getLogger(SimulatorRouter.class);

  private SimulatorRouter() {}

  public static RouterFunction<ServerResponse> of(JsonExchange http, List<RouteProvider> paths) {
    RouterFunctions.Builder all = RouterFunctions.route();
    paths.forEach(some -> some.addTo(all));
    return all.route(
            RequestPredicates.all(),
            request -> {
              throw RequestRejectedException.noSuchPath(
                  "There is no " + request.method() + " on this path; see docs/partners.");
            })
        .onError(
            RequestRejectedException.class,
            (failure, request) -> http.problem((RequestRejectedException) failure))
        .onError(
            Throwable.class,
            (failure, request) -> {
              log.error("{} {} failed", request.method(), request.path(), failure);
              return http.bug();
            })
        .build();
  }
}
