package io.orderflow.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is asked of every order; named after the endpoint that asks it of one. */
public enum BulkAction {
  RETRY,
  RESOLVE,
  CANCEL;

  /** Whether it answers attentions. */
  boolean answersAttentions() {
    return this != CANCEL;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException with a sentence for the client
   */
  static BulkAction of(String word) {
    return Arrays.stream(values())
        .filter(action -> action.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of " + List.of("retry", "resolve", "cancel")));
  }
}
