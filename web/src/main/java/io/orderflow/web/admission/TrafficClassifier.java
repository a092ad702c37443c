package io.orderflow.web.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/** Finds the traffic class of a request by the rules of all modules. */
final class TrafficClassifier {

  private final List<TrafficRule> rules;

  TrafficClassifier(List<TrafficRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Empty for health checks, which are always admitted: probes must get an answer. */
  Optional<TrafficClass> of(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.equals("/health") || path.startsWith("/health/")) {
      return Optional.empty();
    }
    for (TrafficRule rule : rules) {
      if (path.startsWith(rule.pathPrefix())) {
        return Optional.of(rule.trafficClass());
      }
    }
    return Optional.of(isRead(request.getMethod()) ? TrafficClass.READS : TrafficClass.COMMANDS);
  }

  private static boolean isRead(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
      default -> false;
    };
  }
}
