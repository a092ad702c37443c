package io.orderflow.inbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the callbacks that this node has parked because they fit no order. */
final class UnmatchedCallbackMeter implements MeterBinder {

  static final String NAME = "orderflow.callbacks.unmatched";

  private final Map<CallbackSource, Map<UnmatchedReason, AtomicLong>> counts =
      new EnumMap<>(CallbackSource.class);

  UnmatchedCallbackMeter() {
    for (var source : CallbackSource.values()) {
      var ofSender = new EnumMap<UnmatchedReason, AtomicLong>(UnmatchedReason.class);
      for (var reason : UnmatchedReason.values()) {
        ofSender.put(reason, new AtomicLong());
      }
      counts.put(source, ofSender);
    }
  }

  void count(CallbackSource source, UnmatchedReason reason) {
    counts.getOrDefault(source, Map.of()).getOrDefault(reason, new AtomicLong()).incrementAndGet();
  }

  /** All of them from the start: an alert on a counter needs its zero. */
  @Override
  public void bindTo(MeterRegistry registry) {
    counts.forEach(
        (source, reasons) ->
            reasons.forEach(
                (reason, count) ->
                    FunctionCounter.builder(NAME, count, AtomicLong::get)
                        .tag("partner", source.name())
                        .tag("reason", reason.name())
                        .description("genuine callbacks that fit no order")
                        .register(registry)));
  }
}
