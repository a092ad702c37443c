package io.orderflow.views.status;

import io.orderflow.engine.metrics.PendingRefundMeters;
import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Payments of orders that are being cancelled, until they have gone back. */
@Component
class RefundMeters extends PendingRefundMeters {

  /** Sorted as the index is, so that the limit never invites the planner to read the table. */
  static final String READ =
      """
      select currency, count(*) as refunds, sum(total) as amount from (
        select currency, total, state from views.order_view
        where status = 'CANCELLING' and payment_status = 'REFUND_PENDING'
        order by fulfillment_status limit 100000) cancelling
      where state #> '{payment,charges,owed}' @> (state #> '{payment,charges,payment}')
      group by currency""";

  RefundMeters(JdbcTemplate jdbc, Clock clock) {
    super("payment", clock, jdbc, READ);
  }
}
