package io.orderflow.architecture.broken.api;

import org.springframework.util.StringUtils;

/** Speaks Spring in the shared language. */
public record UtteringSpring(String word) {
  public UtteringSpring {
    word = StringUtils.capitalize(word);
  }
}
