package io.orderflow.views.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.engine.metrics.PendingRefundMeters;
import io.orderflow.engine.metrics.PendingRefundMeters.Pending;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Payments of orders that are being cancelled, until they have gone back. */
@Component
class RefundMeters implements MeterBinder {

  /** Sorted as the index is, so that the limit never invites the planner to read the table. */
  static final String READ =
      """
      select currency, count(*) as refunds, sum(total) as amount from (
        select currency, total, state from views.order_view
        where status = 'CANCELLING' and payment_status = 'REFUND_PENDING'
        order by fulfillment_status limit 100000) cancelling
      where state #> '{payment,charges,owed}' @> (state #> '{payment,charges,payment}')
      group by currency""";

  private final PendingRefundMeters meters;

  RefundMeters(JdbcTemplate jdbc, Clock clock) {
    this.meters = new PendingRefundMeters("payment", clock, () -> read(jdbc));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    meters.bindTo(registry);
  }

  private static List<Pending> read(JdbcTemplate jdbc) {
    return jdbc.query(
        READ,
        (row, _) ->
            new Pending(
                row.getString("currency"), row.getLong("refunds"), row.getBigDecimal("amount")));
  }
}
