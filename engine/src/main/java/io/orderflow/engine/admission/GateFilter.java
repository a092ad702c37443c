package io.orderflow.engine.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks the {@link Gatekeeper}s about what may be asked for at all: behind security, since a caller
 * without the scope must not be told to come back later.
 */
final class GateFilter extends OncePerRequestFilter {

  private final Map<Lane, Limiter> limiters;
  private final List<Gatekeeper> gatekeepers;
  private final OverloadRefusals refusals;

  GateFilter(Map<Lane, Limiter> limiters, List<Gatekeeper> gatekeepers, OverloadRefusals refusals) {
    this.limiters = Map.copyOf(limiters);
    this.gatekeepers = List.copyOf(gatekeepers);
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> refusal =
        gatekeepers.stream().flatMap(keeper -> keeper.refusal(request).stream()).findFirst();
    if (refusal.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    Lane.of(request).map(limiters::get).ifPresent(Limiter::refuse);
    refusals.answer(request, response, refusal.get());
  }
}
