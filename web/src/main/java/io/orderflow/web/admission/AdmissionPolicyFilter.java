package io.orderflow.web.admission;

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
 * Asks the {@link AdmissionPolicy}s about what may be asked for at all: behind security, since a
 * caller without the scope must not be told to come back later.
 */
final class AdmissionPolicyFilter extends OncePerRequestFilter {

  private final TrafficClassifier traffic;
  private final Map<TrafficClass, Bulkhead> limiters;
  private final List<AdmissionPolicy> gatekeepers;
  private final OverloadResponses refusals;

  AdmissionPolicyFilter(
      TrafficClassifier traffic,
      Map<TrafficClass, Bulkhead> limiters,
      List<AdmissionPolicy> gatekeepers,
      OverloadResponses refusals) {
    this.traffic = traffic;
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
    traffic.of(request).map(limiters::get).ifPresent(Bulkhead::refuse);
    refusals.answer(request, response, refusal.get());
  }
}
