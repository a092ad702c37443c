package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** How all orders of a database have ended, and what their partners say of them. */
record OrderOutcomes(DataSource database, Ledger ledger) {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Waits until all orders there are have ended, and says that they are as many as these. */
  void await(int accepted) {
    Awaitility.await("the end of all orders")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(
                        number(
                            "select count(*) from views.order_view"
                                + " where status in ('COMPLETED', 'CANCELLED')"))
                    .isEqualByComparingTo(BigDecimal.valueOf(accepted)));
    assertThat(number("select count(*) from views.order_view"))
        .isEqualByComparingTo(BigDecimal.valueOf(accepted));
  }

  Map<String, LoadOrder.End> byOrder() throws IOException {
    var entries = ledger.byOrder();
    var ends = new HashMap<String, LoadOrder.End>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select order_id, status from views.order_view")) {
      while (rows.next()) {
        var booked = entries.getOrDefault(rows.getString(1), List.of());
        ends.put(
            rows.getString(1),
            new LoadOrder.End(rows.getString(2), Ledger.charges(booked), Ledger.refunds(booked)));
      }
      return ends;
    } catch (SQLException failed) {
      throw new IOException("cannot read the view", failed);
    }
  }

  BigDecimal keptByPartners() throws IOException {
    return ledger.byOrder().values().stream()
        .map(Ledger::balance)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal totalsOfCompletedOrders() {
    return number(
        "select coalesce(sum(total), 0) from views.order_view where status = 'COMPLETED'");
  }

  private BigDecimal number(String query) {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getBigDecimal(1);
    } catch (SQLException failed) {
      throw new IllegalStateException("cannot read the view", failed);
    }
  }
}
