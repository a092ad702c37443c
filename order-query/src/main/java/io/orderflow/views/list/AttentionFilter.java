package io.orderflow.views.list;

import io.orderflow.api.Step;
import io.orderflow.api.order.OrderView.Attention;
import io.orderflow.web.request.PlainText;
import java.util.List;
import org.springframework.util.MultiValueMap;

/**
 * Which attentions a list is about.
 *
 * @param steps empty for all
 * @param reasons empty for all; the id of a charge is left out of them, so that the same reason is
 *     the same text for all charges
 */
record AttentionFilter(List<Step> steps, List<String> reasons) {

  /** Of a reason, in characters. */
  private static final int MAX_LENGTH = 500;

  private static final String ANY_CHARGE = "a charge";

  /** Of an attention {@code raised}, as {@link #reason} gives it. */
  static final String REASON =
      "coalesce(replace(raised ->> 'reason', raised ->> 'chargeId', '"
          + ANY_CHARGE
          + "'), raised ->> 'reason')";

  AttentionFilter {
    steps = List.copyOf(steps);
    reasons = List.copyOf(reasons);
  }

  /** What these parameters say, each of which is valid. */
  static AttentionFilter of(MultiValueMap<String, String> parameters) {
    var words =
        OrderFilter.separated(
            parameters.getOrDefault(OrderFilter.ATTENTION.parameter(), List.of()));
    return new AttentionFilter(
        words.equals(List.of("true")) ? List.of() : OrderFilter.words(words, Step.class),
        parameters.getOrDefault(OrderFilter.ATTENTION_REASON.parameter(), List.of()));
  }

  /**
   * @throws IllegalArgumentException with a sentence for the client
   */
  static void checkReason(String reason) {
    var _ = PlainText.line(MAX_LENGTH).apply(reason);
  }

  /** That an order has such an attention. */
  Sql ofOrder() {
    return Sql.join(
        "(v.attention <> '[]' and exists"
            + " (select from jsonb_array_elements(v.attention) as raised where %s))",
        ofRaised());
  }

  /** That the attention {@code raised} is one of them. */
  Sql ofRaised() {
    var step = steps.isEmpty() ? Sql.TRUE : Sql.oneOf("raised ->> 'step'", steps);
    var reason = reasons.isEmpty() ? Sql.TRUE : Sql.oneOfTexts(REASON, reasons);
    return Sql.all(List.of(step, reason));
  }

  boolean selects(Attention attention) {
    return (steps.isEmpty() || steps.contains(attention.step()))
        && (reasons.isEmpty() || reasons.contains(reason(attention)));
  }

  private static String reason(Attention attention) {
    var charge = attention.chargeId();
    return charge == null
        ? attention.reason()
        : attention.reason().replace(charge.value(), ANY_CHARGE);
  }
}
