package io.orderflow.partner;

import io.orderflow.fulfillment.PartnerAnswer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * The meaning of a partner's response: {@code 200} is a yes and {@code 422} a no, if the body is
 * valid; {@code 202} means that the result follows. <strong>Every other response leaves the outcome
 * unknown</strong>: the request may have taken effect.
 *
 * @param yes the type of the body of a {@code 200}
 * @param onYes the answer to a {@code 200}; throws {@link IllegalArgumentException} if the body
 *     contradicts the request
 * @param onNo the answer to a {@code 422}
 */
public record ResponseMapping<Y>(
    Class<Y> yes, Function<Y, PartnerAnswer> onYes, Function<PartnerRefusal, PartnerAnswer> onNo) {

  /** For a request that cannot be refused: a {@code 422} leaves the outcome unknown, like a 500. */
  public static <Y> ResponseMapping<Y> of(Class<Y> yes, Function<Y, PartnerAnswer> onYes) {
    return new ResponseMapping<>(yes, onYes, ResponseMapping::unforeseen);
  }

  /** For a request that can be refused for good. */
  public ResponseMapping<Y> orElse(Function<PartnerRefusal, PartnerAnswer> no) {
    return new ResponseMapping<>(yes, onYes, no);
  }

  /** An unexpected refusal settles nothing. */
  public static PartnerAnswer unforeseen(PartnerRefusal refusal) {
    return new PartnerAnswer.Unknown(refusal.unforeseen());
  }

  PartnerAnswer of(PartnerResponse response) {
    try {
      return switch (response.status()) {
        case 200 -> onYes.apply(PartnerJson.read(response.body(), yes));
        case 202 -> new PartnerAnswer.Later();
        case 422 -> onNo.apply(PartnerJson.read(response.body(), PartnerRefusal.class));
        default -> new PartnerAnswer.Unknown(response.partner() + " answered " + response.status());
      };
    } catch (JacksonException unreadable) {
      // Its message quotes the body, which may hold personal data.
      return invalid(response, "it cannot be read");
    } catch (IllegalArgumentException contradiction) {
      return invalid(response, String.valueOf(contradiction.getMessage()));
    }
  }

  private static PartnerAnswer invalid(PartnerResponse response, String why) {
    return new PartnerAnswer.Unknown(
        SingleLineText.line(
            response.partner()
                + " answered "
                + response.status()
                + ", but its body is invalid: "
                + why,
            500));
  }
}
