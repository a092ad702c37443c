package io.orderflow.partner;

import io.orderflow.fulfillment.PartnerAnswer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * What a partner's answer means, in one place for all of them. {@code 200} is a yes and {@code 422}
 * a no, if their bodies make sense; {@code 202} is a yes to come. <strong>Whatever else comes back
 * says nothing</strong>: it may have been done.
 *
 * @param yes how the body of a {@code 200} reads
 * @param onYes what the order is told then; throws {@link IllegalArgumentException} where the body
 *     contradicts what was asked
 * @param onNo what the order is told of a {@code 422}
 */
public record ResponseMapping<Y>(
    Class<Y> yes, Function<Y, PartnerAnswer> onYes, Function<PartnerRefusal, PartnerAnswer> onNo) {

  /** Of a request that cannot be refused: a {@code 422} is then as little an answer as a 500. */
  public static <Y> ResponseMapping<Y> of(Class<Y> yes, Function<Y, PartnerAnswer> onYes) {
    return new ResponseMapping<>(yes, onYes, ResponseMapping::unforeseen);
  }

  /** Of a request that can be refused for good. */
  public ResponseMapping<Y> orElse(Function<PartnerRefusal, PartnerAnswer> no) {
    return new ResponseMapping<>(yes, onYes, no);
  }

  /** A no that is not foreseen settles nothing. */
  public static PartnerAnswer unforeseen(PartnerRefusal partnerRefusal) {
    return new PartnerAnswer.Unknown(partnerRefusal.unforeseen());
  }

  PartnerAnswer of(PartnerReply partnerReply) {
    try {
      return switch (partnerReply.status()) {
        case 200 -> onYes.apply(PartnerJson.read(partnerReply.body(), yes));
        case 202 -> new PartnerAnswer.Later();
        case 422 -> onNo.apply(PartnerJson.read(partnerReply.body(), PartnerRefusal.class));
        default ->
            new PartnerAnswer.Unknown(
                partnerReply.partner() + " answered " + partnerReply.status());
      };
    } catch (JacksonException unreadable) {
      // Its message quotes the body, which nobody has looked through for personal data.
      return senseless(partnerReply, "it cannot be read");
    } catch (IllegalArgumentException contradiction) {
      return senseless(partnerReply, String.valueOf(contradiction.getMessage()));
    }
  }

  private static PartnerAnswer senseless(PartnerReply partnerReply, String why) {
    return new PartnerAnswer.Unknown(
        SingleLine.line(
            partnerReply.partner()
                + " answered "
                + partnerReply.status()
                + ", but its body makes no sense: "
                + why,
            500));
  }
}
