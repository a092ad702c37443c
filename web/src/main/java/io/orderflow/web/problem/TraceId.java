package io.orderflow.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.security.web.firewall.RequestRejectedException;

/** The id by which a request is found in the logs, and what followed from it in events. */
public final class TraceId {

  private static final String KEY = "traceId";

  /** A random id must stay the same for the whole request. */
  private static final String ATTRIBUTE = TraceId.class.getName();

  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceId() {}

  /** The id of the current trace, else of the one in {@code traceparent}, else a random one. */
  public static String of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String id = find(request);
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  private static String find(HttpServletRequest request) {
    String running = MDC.get(KEY);
    if (running != null && !running.isBlank()) {
      return running;
    }
    Matcher known = TRACEPARENT.matcher(announced(request));
    return known.matches() ? known.group(1) : random();
  }

  private static String announced(HttpServletRequest request) {
    try {
      String header = request.getHeader("traceparent");
      return header == null ? "" : header;
    } catch (RequestRejectedException notText) {
      return "";
    }
  }

  private static String random() {
    var bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
