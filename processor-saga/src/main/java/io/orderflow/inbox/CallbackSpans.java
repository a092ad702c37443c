package io.orderflow.inbox;

import io.orderflow.api.order.CommandSteps;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.engine.tracing.CurrentSpan;
import io.orderflow.engine.tracing.SpanDescription;
import io.orderflow.engine.tracing.SpanRecorder;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Has a callback continue the trace of its order, as it is stored with the order's saga: a partner
 * need not send it along, and a callback may wait here for a node. Reads nothing where no traces
 * are recorded.
 */
@Component
class CallbackSpans {

  private static final String STORED =
      """
      select document->'cause'->>'traceParent' from fulfillment.fulfillment
      where order_id = ?::uuid""";

  private final SpanRecorder spans;
  private final JdbcTemplate jdbc;

  CallbackSpans(SpanRecorder spans, JdbcTemplate jdbc) {
    this.spans = spans;
    this.jdbc = jdbc;
  }

  DispatchResult call(CallbackId callback, OrderCommand command, Callable<DispatchResult> work) {
    try {
      return spans.isRecording()
          ? spans.call(span(callback, command), traceParent(command), () -> told(work.call()))
          : work.call();
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new IllegalStateException("a dispatch throws no checked exception", impossible);
    }
  }

  private static DispatchResult told(DispatchResult result) {
    switch (result) {
      case DispatchResult.Done() -> {}
      case DispatchResult.Rejected(_, var why) -> CurrentSpan.fail(why);
      case DispatchResult.Failed(var error, _) -> CurrentSpan.fail(error);
    }
    return result;
  }

  private static SpanDescription span(CallbackId callback, OrderCommand command) {
    var source = callback.source().name();
    var span =
        SpanDescription.of("callback " + source, SpanDescription.Kind.CONSUMER)
            .with(SpanDescription.ORDER, command.orderId().toString())
            .with("peer.service", source.toLowerCase(Locale.ROOT));
    var step = CommandSteps.of(command);
    return step == null ? span : span.with(SpanDescription.STEP, step.name());
  }

  /** No trace is worth a callback that is not dispatched. */
  private @Nullable String traceParent(OrderCommand command) {
    try {
      return jdbc.queryForList(STORED, String.class, command.orderId().toString()).stream()
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    } catch (DataAccessException away) {
      return null;
    }
  }
}
