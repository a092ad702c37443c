package io.orderflow.web.problem;

import io.orderflow.engine.failure.CauseChain;
import io.orderflow.web.problem.ProblemException.InvalidField;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/** Names every member, parameter or header that is not valid. */
final class InvalidArguments {

  private InvalidArguments() {}

  static ProblemException toProblem(MethodArgumentNotValidException invalid) {
    var errors = new ArrayList<InvalidField>();
    for (var error : invalid.getBindingResult().getAllErrors()) {
      String pointer = error instanceof FieldError field ? pointer(field.getField()) : "";
      errors.add(new InvalidField(pointer, sentence(error)));
    }
    return ProblemException.invalid(
        GeneralProblemCode.INVALID_REQUEST, "Correct the fields listed under errors.", errors);
  }

  static ProblemException toProblem(HandlerMethodValidationException invalid) {
    var sentences = new ArrayList<String>();
    for (var result : invalid.getParameterValidationResults()) {
      String name = result.getMethodParameter().getParameterName();
      for (var error : result.getResolvableErrors()) {
        sentences.add(name + " " + sentence(error));
      }
    }
    return ProblemException.of(
        GeneralProblemCode.INVALID_REQUEST, String.join("; ", sentences) + ".");
  }

  /** A path variable or parameter; the value's own constructor may name the reason. */
  static ProblemException toProblem(TypeMismatchException mismatch) {
    String name = mismatch.getPropertyName() == null ? "a value" : mismatch.getPropertyName();
    String refusal = refusalBehind(mismatch);
    return ProblemException.of(
        GeneralProblemCode.MALFORMED_REQUEST,
        refusal == null ? name + " is not in the expected form." : refusal + ".");
  }

  private static @Nullable String refusalBehind(TypeMismatchException mismatch) {
    return CauseChain.of(mismatch)
        .filter(cause -> cause instanceof IllegalArgumentException && UnreadableBody.isOurs(cause))
        .findFirst()
        .map(Throwable::getMessage)
        .orElse(null);
  }

  private static String sentence(MessageSourceResolvable error) {
    return error.getDefaultMessage() == null ? "is not valid" : error.getDefaultMessage();
  }

  /** {@code items[0].quantity} is {@code /items/0/quantity}. */
  private static String pointer(String field) {
    return "/" + field.replace("[", "/").replace("]", "").replace(".", "/");
  }
}
