package io.orderflow.web.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * Requests that share places. One lane that is full keeps nobody out of another: what partners
 * report ends work that was accepted, and an operator must get in when nobody else does.
 */
enum TrafficClass {
  /** Whatever changes something. */
  COMMANDS,
  /** What partners report. */
  CALLBACKS,
  /** The operator's own. */
  OPERATORS,
  /** Whatever is only looked at. */
  READS,
  /** What describes the API: long, and open to whoever likes to read it slowly. */
  DOCUMENTS;

  private static final String API = "/api/v1/";

  /** None where everybody is let in: whoever asks how we are must be told. */
  static Optional<TrafficClass> of(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.equals("/health") || path.startsWith("/health/")) {
      return Optional.empty();
    }
    if (path.startsWith(API + "callbacks/")) {
      return Optional.of(CALLBACKS);
    }
    if (path.startsWith(API + "admin/")) {
      return Optional.of(OPERATORS);
    }
    if (path.startsWith("/docs") || path.equals(API + "openapi.yaml")) {
      return Optional.of(DOCUMENTS);
    }
    return Optional.of(isRead(request.getMethod()) ? READS : COMMANDS);
  }

  private static boolean isRead(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
      default -> false;
    };
  }

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
