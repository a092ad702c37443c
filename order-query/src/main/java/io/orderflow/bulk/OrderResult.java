package io.orderflow.bulk;

import io.orderflow.web.request.RequestValidator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has become of one order.
 *
 * @param code why it was refused or not changed; null if it was done
 * @param detail the same as a sentence
 */
public record OrderResult(Kind kind, @Nullable String code, @Nullable String detail) {

  static final OrderResult DONE = new OrderResult(Kind.DONE, null, null);

  public enum Kind {
    DONE,
    /** The order does not allow it. */
    REFUSED,
    /** There was nothing to do any more. */
    UNCHANGED;

    /**
     * @throws IllegalArgumentException with a sentence for the client
     */
    public static Kind of(String word) {
      return RequestValidator.word(Kind.class, word);
    }
  }

  static OrderResult refused(String code, String detail) {
    return new OrderResult(Kind.REFUSED, code, detail);
  }

  static OrderResult unchanged(String code, String detail) {
    return new OrderResult(Kind.UNCHANGED, code, detail);
  }

  /** A refusal is told even if other attentions of the order were answered. */
  static OrderResult of(List<OrderResult> answers) {
    return first(answers, Kind.REFUSED, first(answers, Kind.DONE, answers.getFirst()));
  }

  private static OrderResult first(List<OrderResult> answers, Kind kind, OrderResult other) {
    return answers.stream().filter(answer -> answer.kind() == kind).findFirst().orElse(other);
  }
}
