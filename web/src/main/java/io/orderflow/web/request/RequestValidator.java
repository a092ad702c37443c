package io.orderflow.web.request;

import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemException.InvalidField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one request into values and collects all errors, so that a client learns of
 * all its mistakes at once.
 */
public final class RequestValidator {

  private final List<InvalidField> errors = new ArrayList<>();

  /**
   * The value of a required field; null stands for one that is wrong or missing, and then {@link
   * #refuseIfInvalid()} throws.
   *
   * @param pointer a JSON pointer to the field
   * @param read turns what was sent into the value, or throws an {@link IllegalArgumentException}
   *     with a sentence fit for a client
   */
  public <R, T> @Nullable T required(String pointer, @Nullable R raw, Function<R, T> read) {
    if (raw == null) {
      wrong(pointer, "is required");
    }
    return optional(pointer, raw, read);
  }

  /** The value of a field that may be left out; null also stands for one that is wrong. */
  public <R, T> @Nullable T optional(String pointer, @Nullable R raw, Function<R, T> read) {
    if (raw == null) {
      return null;
    }
    try {
      return read.apply(raw);
    } catch (IllegalArgumentException invalid) {
      wrong(pointer, Objects.requireNonNullElse(invalid.getMessage(), "is not valid"));
      return null;
    }
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException with a sentence, if it has decimals or is far too large
   */
  public static long wholeNumber(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException notWhole) {
      throw new IllegalArgumentException("must be a whole number", notWhole);
    }
  }

  /**
   * A word of an enum.
   *
   * @throws IllegalArgumentException that lists the valid words
   */
  public static <E extends Enum<E>> E word(Class<E> type, String word) {
    var known = type.getEnumConstants();
    return Arrays.stream(known)
        .filter(each -> each.name().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("must be one of " + Arrays.toString(known)));
  }

  /** Adds an error. */
  public void wrong(String pointer, String detail) {
    errors.add(new InvalidField(pointer, detail));
  }

  /**
   * @throws ProblemException with all errors, if there are any
   */
  public void refuseIfInvalid() {
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(
          GeneralProblemCode.INVALID_REQUEST,
          "Correct the fields named in errors and send again.",
          errors);
    }
  }
}
