package io.orderflow.api.process;

import org.jspecify.annotations.Nullable;

/**
 * What became of an operator's wish to settle a callback.
 *
 * @param why in words, where it was refused or its outcome is unknown; null otherwise
 */
public record CallbackOutcome(Kind kind, @Nullable String why) {

  public enum Kind {
    SETTLED,
    /** The order does not accept it; it goes on waiting. */
    REFUSED,
    /** An operator has settled it otherwise before. */
    SETTLED_OTHERWISE,
    /** It is not known whether the order was told; to tell it again is safe. */
    UNKNOWN,
    NOT_THERE
  }
}
