package io.orderflow.blackbox;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What orders of every kind were promised, and what the view and the partners say of them. */
record Verdict(DataSource database, Ledger ledger) {

  private static final String ENDS =
      """
      select order_id::text, rtrim(status || ' ' || coalesce(state #>> '{progress,cancellation,reason}', '')),
        case status when 'COMPLETED' then total else 0 end
      from views.order_view""";
  private static final String LEFT_OVER =
      """
      select (select count(*) from fulfillment.fulfillment)
        + (select count(*) from fulfillment.unexpected_payment)
        + (select count(*) from fulfillment.inbox where state <> 'DONE')
        + (select count(*) from fulfillment.dead_letter) + (select count(*) from views.dead_letter)""";
  private static final String WAITING =
      """
      select order_id::text from views.order_view where attention <> '[]'::jsonb""";
  private static final String VERSIONS =
      """
      select aggregate_identifier, max(sequence_number) from eventstore.domain_event_entry
      where payload_type like 'order.%' group by aggregate_identifier""";
  private static final String MOVING =
      """
      select format('%s in the view: %s, version %s; events: %s; saga: %s, task %s, lease until %s, deadline %s; dead letters: %s',
        view.order_id, view.status, view.version,
        (select string_agg(format('%s %s as %s at %s', event.sequence_number, event.payload_type, event.global_index, event.time_stamp), ', ' order by event.sequence_number)
          from eventstore.domain_event_entry event where event.aggregate_identifier = view.order_id::text),
        saga.document, saga.task, saga.lease_until, saga.deadline_at,
        (select string_agg(letter::text, ', ') from (
          select * from fulfillment.dead_letter union all select * from views.dead_letter) letter
          where letter.aggregate_id = view.order_id::text))
      from views.order_view view left join fulfillment.fulfillment saga using (order_id)
      where view.status not in ('COMPLETED', 'CANCELLED') and view.attention = '[]'::jsonb""";

  /** Orders that have not ended although no attention is raised, each with what is known of it. */
  List<String> moving() throws SQLException {
    return strings(MOVING);
  }

  /** Orders that wait for a person. */
  List<String> waiting() throws SQLException {
    return strings(WAITING);
  }

  /** Sagas, callbacks and dead letters that are still there. */
  long leftOver() throws SQLException {
    return number(LEFT_OVER);
  }

  /** The newest version of each order, by the event store. */
  Map<String, Long> versions() throws SQLException {
    var versions = new HashMap<String, Long>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(VERSIONS)) {
      while (rows.next()) {
        versions.put(rows.getString(1), rows.getLong(2));
      }
    }
    return versions;
  }

  /**
   * What is not as it was promised.
   *
   * @param orders the ids of all orders there may be, by number
   */
  List<String> broken(Map<Integer, String> orders) throws SQLException, IOException {
    var ends = ends();
    var booked = ledger.byOrder();
    var broken = new ArrayList<String>();
    if (ends.size() != orders.size()) {
      broken.add(orders.size() + " orders were answered, " + ends.size() + " are there");
    }
    orders.forEach(
        (number, id) -> {
          var kind = OrderScenario.of(number);
          var end = ends.getOrDefault(id, new End("not there", BigDecimal.ZERO));
          String found = found(end, booked.getOrDefault(id, List.of()));
          if (!found.equals(promised(kind, end))) {
            broken.add(id + " of " + kind + ": " + found);
          }
        });
    return broken;
  }

  private static String promised(OrderScenario kind, End end) {
    return said(kind.end(), kind.charges(), kind.refunds(), end.owed(), kind.isCompleted());
  }

  private static String found(End end, List<Ledger.Entry> entries) {
    boolean shipped = entries.stream().anyMatch(entry -> entry.kind().equals("SHIPMENT"));
    return said(
        end.name(),
        Ledger.charges(entries),
        Ledger.refunds(entries),
        Ledger.balance(entries),
        shipped);
  }

  private static String said(
      String end, long charges, long refunds, BigDecimal kept, boolean shipped) {
    return "%s, %d charges, %d refunds, %s kept, %s"
        .formatted(
            end,
            charges,
            refunds,
            kept.stripTrailingZeros().toPlainString(),
            shipped ? "shipped" : "not shipped");
  }

  /** Sums over everything, and how many orders ended in which way. */
  String summary() throws SQLException, IOException {
    var ends = ends().values();
    var counts = new TreeMap<String, Integer>();
    ends.forEach(end -> counts.merge(end.name(), 1, Integer::sum));
    var owed = ends.stream().map(End::owed).reduce(BigDecimal.ZERO, BigDecimal::add);
    var kept =
        ledger.byOrder().values().stream()
            .map(Ledger::balance)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return "%s; charges less refunds %s, totals of completed orders %s"
        .formatted(counts, kept, owed.setScale(2));
  }

  private Map<String, End> ends() throws SQLException {
    var ends = new HashMap<String, End>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(ENDS)) {
      while (rows.next()) {
        ends.put(rows.getString(1), new End(rows.getString(2), rows.getBigDecimal(3)));
      }
    }
    return ends;
  }

  private List<String> strings(String query) throws SQLException {
    var strings = new ArrayList<String>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }

  private long number(String query) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /**
   * @param owed what the partner should have kept
   */
  private record End(String name, BigDecimal owed) {}
}
