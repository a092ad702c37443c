package io.orderflow.unexpectedpayment;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.engine.metrics.PendingRefundMeters;
import io.orderflow.engine.metrics.PendingRefundMeters.Pending;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Charges that are no order's payment, until they have gone back; each has a row until then. */
final class UnexpectedPaymentMeters implements MeterBinder {

  private static final String READ =
      """
      select document #>> '{charge,amount,currency}' as currency, count(*) as refunds,
        sum((document #>> '{charge,amount,amount}')::numeric) as amount
      from (select document from fulfillment.unexpected_payment limit 100000) pending
      group by 1""";

  private final PendingRefundMeters meters;

  UnexpectedPaymentMeters(JdbcTemplate jdbc, Clock clock) {
    this.meters = new PendingRefundMeters("unexpected", clock, () -> read(jdbc));
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
