package io.orderflow.simulator.payment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The payment methods {@code pm_card_…}, named after their behavior. */
enum PaymentScenario {
  /** Charged at once. */
  OK,
  /** Accepted, then charged and reported by callback. */
  ASYNC,
  /** Accepted, then declined and reported by callback. */
  ASYNC_DECLINED,
  /** Like {@link #ASYNC}, and the callback comes twice. */
  TWICE,
  /** Two outages, then charged. */
  FLAKY,
  /** Charged at once; the first answer comes after the caller's time-out. */
  SLOW,
  /** The definitive no. */
  DECLINED,
  /** Never charged, never answered. */
  SILENT,
  /** Charged at once and never answered; reported by callback much later. */
  SILENT_CHARGED,
  /** Charged at once; refunds are an outage until healed. */
  REFUND_FAILS;

  private static final Map<String, PaymentScenario> BY_METHOD =
      Arrays.stream(values())
          .collect(Collectors.toMap(PaymentScenario::method, Function.identity()));

  String method() {
    return "pm_card_" + name().toLowerCase(Locale.ROOT);
  }

  static @Nullable PaymentScenario of(@Nullable String method) {
    return method == null ? null : BY_METHOD.get(method);
  }
}
