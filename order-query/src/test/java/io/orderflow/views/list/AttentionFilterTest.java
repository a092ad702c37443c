package io.orderflow.views.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderView.Attention;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;

/** Applied to an order in memory, as streams do; the lists' own statements are tested with rows. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttentionFilterTest {

  private static final Attention REFUND =
      attention(Step.PAYMENT, "ch_7", "refunding ch_7 was refused");
  private static final Attention LATE = attention(Step.SHIPPING, null, "SHIPPING is overdue");

  @Test
  void step_and_reason_are_those_of_one_attention() {
    var both = filter(List.of("SHIPPING,PAYMENT"), List.of("SHIPPING is overdue"));
    assertThat(both.selects(LATE)).isTrue();
    assertThat(both.selects(REFUND)).isFalse();
    assertThat(filter(List.of("PAYMENT"), List.of("SHIPPING is overdue")).selects(LATE)).isFalse();
  }

  @Test
  void the_reason_names_no_charge() {
    var reason = List.of("refunding a charge was refused");
    assertThat(filter(List.of(), reason).selects(REFUND)).isTrue();
    assertThat(filter(List.of("true"), reason).selects(REFUND)).isTrue();
    assertThat(filter(List.of(), List.of("refunding ch_7 was refused")).selects(REFUND)).isFalse();
  }

  @Test
  void without_values_it_selects_every_attention() {
    for (var each : List.of(REFUND, LATE)) {
      assertThat(filter(List.of("true"), List.of()).selects(each)).isTrue();
    }
  }

  private static AttentionFilter filter(List<String> steps, List<String> reasons) {
    var parameters = new LinkedMultiValueMap<String, String>();
    if (!steps.isEmpty()) {
      parameters.put("attention", steps);
    }
    if (!reasons.isEmpty()) {
      parameters.put("attentionReason", reasons);
    }
    return AttentionFilter.of(parameters);
  }

  private static Attention attention(Step step, @Nullable String charge, String reason) {
    return new Attention(
        step, charge == null ? null : new ChargeId(charge), reason, Instant.EPOCH, 1);
  }
}
