package io.orderflow.web.problem;

import io.orderflow.engine.failure.CauseChain;
import io.orderflow.web.problem.ProblemException.InvalidField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Names the place and the kind of an error in a body. Either the body cannot be read as the
 * expected type (400), or a value's constructor refuses it (422) and its message becomes the
 * detail.
 */
final class UnreadableBody {

  private UnreadableBody() {}

  static ProblemException toProblem(HttpMessageNotReadableException unreadable) {
    List<JacksonException> causes =
        CauseChain.of(unreadable)
            .filter(JacksonException.class::isInstance)
            .map(JacksonException.class::cast)
            .toList();
    return causes.stream()
        .filter(StreamConstraintsException.class::isInstance)
        .findFirst()
        .or(() -> causes.stream().findFirst())
        .map(UnreadableBody::toProblem)
        .orElseGet(
            () ->
                ProblemException.of(GeneralProblemCode.MALFORMED_REQUEST, "Send a body of JSON."));
  }

  /** For JSON that was read from anywhere. */
  static ProblemException toProblem(JacksonException json) {
    String refusal = refusalIn(json);
    if (refusal != null) {
      return at(json, GeneralProblemCode.INVALID_REQUEST, refusal);
    }
    return switch (json) {
      case UnrecognizedPropertyException unknown ->
          at(
              unknown,
              GeneralProblemCode.MALFORMED_REQUEST,
              "there is no such member; leave it out");
      case InvalidNullException missing ->
          at(missing, GeneralProblemCode.MALFORMED_REQUEST, "must not be null or missing");
      case DatabindException whole when whole.getPath().isEmpty() ->
          ProblemException.of(
              GeneralProblemCode.MALFORMED_REQUEST,
              "The body is not a single JSON object: send one.");
      case DatabindException mismatch ->
          at(
              mismatch,
              GeneralProblemCode.MALFORMED_REQUEST,
              "is missing or not of the expected type");
      case StreamConstraintsException _ ->
          ProblemException.of(
              GeneralProblemCode.MALFORMED_REQUEST,
              "The JSON is nested too deeply, has too many items, or a name, number or text in it"
                  + " is too long; docs/limits.md says how much is allowed.");
      case StreamReadException twice when twice.getOriginalMessage().startsWith("Duplicate ") ->
          ProblemException.of(
              GeneralProblemCode.MALFORMED_REQUEST,
              "A member of the JSON occurs twice" + place(twice) + "; remove one.");
      case StreamReadException broken ->
          ProblemException.of(
              GeneralProblemCode.MALFORMED_REQUEST, "The body is not JSON" + place(broken) + ".");
      default ->
          ProblemException.of(
              GeneralProblemCode.MALFORMED_REQUEST, "The body cannot be read as JSON.");
    };
  }

  /** The message of a value's constructor; only of our own types, whose messages suit clients. */
  private static @Nullable String refusalIn(JacksonException json) {
    return json instanceof ValueInstantiationException
            && json.getCause() instanceof IllegalArgumentException refusal
            && isOurs(refusal)
        ? refusal.getMessage()
        : null;
  }

  static boolean isOurs(Throwable refusal) {
    StackTraceElement[] trace = refusal.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("io.orderflow.");
  }

  private static ProblemException at(JacksonException json, ProblemCode code, String detail) {
    String pointer = pointer(json.getPath());
    String sentence = pointer.isEmpty() ? detail : pointer + ": " + detail;
    return ProblemException.invalid(code, sentence, List.of(new InvalidField(pointer, detail)));
  }

  private static String pointer(List<JacksonException.Reference> path) {
    var pointer = new StringBuilder();
    for (var step : path) {
      String name = step.getPropertyName();
      pointer
          .append('/')
          .append(
              name == null
                  ? Integer.toString(step.getIndex())
                  : name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  private static String place(StreamReadException broken) {
    var location = broken.getLocation();
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
