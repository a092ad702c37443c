package io.orderflow.engine.admission;

import static java.util.Objects.requireNonNull;

import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemAnswer;
import io.orderflow.engine.problem.ProblemCode;
import io.orderflow.engine.problem.SeldomLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what there is no place for, before anything of it is parsed, checked or stored. A place
 * is held while a thread works on the request; one that is answered later, by nobody's thread,
 * holds none.
 */
final class AdmissionFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(AdmissionFilter.class);

  private final Map<Lane, Limiter> limiters;
  private final List<Gatekeeper> gatekeepers;
  private final Terms terms;
  private final SeldomLog log;

  AdmissionFilter(
      Map<Lane, Limiter> limiters, List<Gatekeeper> gatekeepers, Terms terms, SeldomLog log) {
    this.limiters = Map.copyOf(limiters);
    this.gatekeepers = List.copyOf(gatekeepers);
    this.terms = terms;
    this.log = log;
  }

  /**
   * @param patience how long a request waits for a place
   * @param retryAfter how long whoever is refused is asked to stay away
   */
  record Terms(Duration patience, Duration retryAfter) {}

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var lane = Lane.of(request);
    if (lane.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    var limiter = requireNonNull(limiters.get(lane.get()));
    var refusal = gatekeepers.stream().flatMap(keeper -> keeper.refusal(request).stream());
    Optional<String> first = refusal.findFirst();
    if (first.isPresent()) {
      limiter.refuse();
      refuse(request, response, lane.get(), first.get());
    } else if (!enter(limiter)) {
      refuse(request, response, lane.get(), "More is asked for than can be done at once.");
    } else {
      try {
        chain.doFilter(request, response);
      } finally {
        limiter.leave();
      }
    }
  }

  private boolean enter(Limiter limiter) {
    try {
      return limiter.enter(terms.patience());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, Lane lane, String why)
      throws IOException {
    var problem =
        Problem.of(
            ProblemCode.OVERLOADED,
            why + " Nothing was done; send the same request again after the time in Retry-After.");
    long seconds = terms.retryAfter().toSeconds();
    ProblemAnswer.to(request, problem)
        .with(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
        .writeTo(response);
    log.warn(LOG, "overload", "A request of " + lane.lowerCase() + " was refused: " + why);
  }
}
