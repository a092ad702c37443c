package io.orderflow.web.problem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by an endpoint that refuses a request. It becomes an {@code application/problem+json} body
 * with {@code type}, {@code title}, {@code status}, {@code detail}, {@code code}, {@code traceId},
 * and {@code errors} where fields are wrong.
 *
 * <p>Not Spring's {@code ErrorResponseException}: most problems are written by filters and Tomcat's
 * valve, without the message converter that flattens the properties of a {@code ProblemDetail}.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ProblemCode code;
  private final transient List<InvalidField> errors;
  private final transient Map<String, Object> extensions;
  private transient @Nullable String tag;

  private ProblemException(
      ProblemCode code, String detail, List<InvalidField> errors, Map<String, Object> extensions) {
    super(detail);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.extensions = Map.copyOf(extensions);
  }

  /**
   * A refusal.
   *
   * @param detail a sentence that tells the client what to do; never a class name, SQL or another's
   *     data
   */
  public static ProblemException of(ProblemCode code, String detail) {
    return new ProblemException(code, detail, List.of(), Map.of());
  }

  /** A refusal because of these fields, all of them. */
  public static ProblemException invalid(
      ProblemCode code, String detail, List<InvalidField> errors) {
    return new ProblemException(code, detail, errors, Map.of());
  }

  /** A refusal is an answer, not a fault: it needs no stack trace. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** This problem, with its cause for the log. */
  public ProblemException causedBy(Throwable failure) {
    initCause(failure);
    return this;
  }

  /** This problem with one more member in its body, such as {@code allowedActions}. */
  public ProblemException with(String member, Object value) {
    var more = new HashMap<>(extensions);
    more.put(member, value);
    var problem = new ProblemException(code, detail(), errors, more);
    problem.tag = tag;
    return problem;
  }

  /**
   * This problem with an {@code ETag}, which names the current state of the resource.
   *
   * @param opaque without quotes
   */
  public ProblemException taggedWith(String opaque) {
    tag = opaque;
    return this;
  }

  public ProblemCode code() {
    return code;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  public List<InvalidField> errors() {
    return errors;
  }

  public Map<String, Object> extensions() {
    return extensions;
  }

  @Nullable String tag() {
    return tag;
  }

  /**
   * One wrong field.
   *
   * @param pointer a JSON pointer into the request body, such as {@code /items/0/quantity}
   */
  public record InvalidField(String pointer, String detail) {}
}
