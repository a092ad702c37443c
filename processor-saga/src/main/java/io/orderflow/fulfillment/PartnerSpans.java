package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.engine.tracing.CurrentSpan;
import io.orderflow.engine.tracing.SpanDescription;
import java.util.Locale;

/** How one attempt to ask a partner is shown in the order's trace. */
public final class PartnerSpans {

  private PartnerSpans() {}

  /**
   * @param name what is asked, without ids and numbers
   */
  public static SpanDescription asking(String name, Step partner, int requestNo, int attempt) {
    return SpanDescription.of(name, SpanDescription.Kind.CLIENT)
        .with(SpanDescription.STEP, partner.name())
        .with("peer.service", partner.name().toLowerCase(Locale.ROOT))
        .with("request.no", Integer.toString(requestNo))
        .with("attempt", Integer.toString(attempt));
  }

  static void answered(PartnerAnswer answer) {
    CurrentSpan.tag("answer", answer.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    if (answer instanceof PartnerAnswer.Unknown(var error, _)) {
      CurrentSpan.fail(error);
    }
  }
}
