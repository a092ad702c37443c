package io.orderflow.partner;

import io.orderflow.fulfillment.Answer;
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
public record Meaning<Y>(Class<Y> yes, Function<Y, Answer> onYes, Function<Refusal, Answer> onNo) {

  /** Of a request that cannot be refused: a {@code 422} is then as little an answer as a 500. */
  public static <Y> Meaning<Y> of(Class<Y> yes, Function<Y, Answer> onYes) {
    return new Meaning<>(yes, onYes, Meaning::unforeseen);
  }

  /** Of a request that can be refused for good. */
  public Meaning<Y> orElse(Function<Refusal, Answer> no) {
    return new Meaning<>(yes, onYes, no);
  }

  /** A no that is not foreseen settles nothing. */
  public static Answer unforeseen(Refusal refusal) {
    return new Answer.Unknown(refusal.unforeseen());
  }

  Answer of(Reply reply) {
    try {
      return switch (reply.status()) {
        case 200 -> onYes.apply(Wire.read(reply.body(), yes));
        case 202 -> new Answer.Later();
        case 422 -> onNo.apply(Wire.read(reply.body(), Refusal.class));
        default -> new Answer.Unknown(reply.partner() + " answered " + reply.status());
      };
    } catch (JacksonException unreadable) {
      // Its message quotes the body, which nobody has looked through for personal data.
      return senseless(reply, "it cannot be read");
    } catch (IllegalArgumentException contradiction) {
      return senseless(reply, String.valueOf(contradiction.getMessage()));
    }
  }

  private static Answer senseless(Reply reply, String why) {
    return new Answer.Unknown(
        Brief.line(
            reply.partner()
                + " answered "
                + reply.status()
                + ", but its body makes no sense: "
                + why,
            500));
  }
}
