package io.orderflow.inbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the callbacks that this node has rejected because they match no order. */
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

  /** Registers all counters at the start: an alert needs their zero. */
  @Override
  public void bindTo(MeterRegistry registry) {
    counts.forEach(
        (source, reasons) ->
            reasons.forEach(
                (reason, count) ->
                    FunctionCounter.builder(NAME, count, AtomicLong::get)
                        .tag("partner", source.name())
                        .tag("reason", reason.name())
                        .description("genuine callbacks that match no order")
                        .register(registry)));
  }
}
