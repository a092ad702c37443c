package io.orderflow.standalone.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was accepted, to be compared with what was stored. */
final class Books {

  private static final Pattern ORDER = Pattern.compile("\"orderId\":\"([0-9a-f-]{36})\"");

  private static final String CREATED =
      "select aggregate_identifier from eventstore.domain_event_entry where payload_type = 'order.created'";
  private static final String CALLED_OFF =
      """
      select aggregate_identifier from eventstore.domain_event_entry
      where payload_type = 'order.cancellation-started' and convert_from(payload, 'UTF8') like '%"CUSTOMER"%'
      """;
  private static final String ANSWERED =
      """
      select aggregate_identifier from eventstore.domain_event_entry
      where payload_type in ('order.step-retry-requested', 'order.step-resolved')
      """;

  private final JdbcTemplate jdbc;
  private final Map<String, Set<String>> accepted = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> before = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> counts = new ConcurrentSkipListMap<>();

  Books(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    for (var query : List.of(CREATED, CALLED_OFF, ANSWERED)) {
      before.put(query, stored(query));
    }
  }

  /** What says that something has begun, or may have, explains what is found of that order. */
  void note(Answer answer) {
    counts.merge(answer.status(), 1, Integer::sum);
    var order = ORDER.matcher(answer.body());
    if (order.find()) {
      explains(answer).forEach(query -> accepted(query).add(order.group(1)));
    }
  }

  private static List<String> explains(Answer answer) {
    return switch (answer.status()) {
      case 201 -> List.of(CREATED);
      case 202 -> List.of(answer.body().contains("CANCELLING") ? CALLED_OFF : ANSWERED);
      case 503 -> List.of(CREATED, CALLED_OFF, ANSWERED); // the outcome is unknown
      default -> List.of();
    };
  }

  private Set<String> accepted(String query) {
    return accepted.computeIfAbsent(query, _ -> ConcurrentHashMap.newKeySet());
  }

  /** Orders that something has happened to though everything asked of them was refused. */
  List<String> unexplained() {
    var unexplained = new ArrayList<String>();
    before.forEach(
        (query, known) -> {
          var happened = stored(query);
          happened.removeAll(known);
          happened.removeAll(accepted.getOrDefault(query, Set.of()));
          happened.forEach(order -> unexplained.add(order + " is among: " + query));
        });
    return unexplained;
  }

  private Set<String> stored(String query) {
    return new HashSet<>(jdbc.queryForList(query, String.class));
  }

  Set<Integer> statuses() {
    return counts.keySet();
  }

  String summary() {
    return counts.toString();
  }
}
