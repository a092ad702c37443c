package io.orderflow.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds all members of a JSON body that cannot be read, where the parser stops at the first: it
 * removes the faulty member and reads the rest again, up to ten times and for bodies up to 16 KB.
 *
 * <p>Jackson's {@code problemCollectingReader} cannot replace this: it does not collect values of a
 * wrong kind (an object for a string) nor missing members, and of a value that refuses to be made
 * it keeps only a sentence with the class's name. A client would again learn of one mistake per
 * request.
 */
@RestControllerAdvice
public final class BodyErrorCollector extends RequestBodyAdviceAdapter {

  /** The request attribute with the bytes of the body, where they were buffered. */
  public static final String BODY = BodyErrorCollector.class.getName() + ".body";

  private static final String EXPECTED = BodyErrorCollector.class.getName() + ".expected";
  private static final int LONGEST_BODY = 16 * 1_024;
  private static final int MOST = 10;

  private final JsonMapper json;

  BodyErrorCollector(JsonMapper json) {
    this.json = json;
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  /** Remembers the type that the body is read as. */
  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    var request = RequestContextHolder.getRequestAttributes();
    if (request != null) {
      request.setAttribute(EXPECTED, type, RequestAttributes.SCOPE_REQUEST);
    }
    return message;
  }

  /** The problem with every mistake in it, or {@code first} if there is no other. */
  ProblemException all(HttpServletRequest request, ProblemException first) {
    boolean pointsSomewhere =
        first.errors().size() == 1 && !first.errors().getFirst().pointer().isEmpty();
    return pointsSomewhere
            && request.getAttribute(EXPECTED) instanceof Type type
            && request.getAttribute(BODY) instanceof byte[] body
            && body.length <= LONGEST_BODY
        ? all(type, body, first)
        : first;
  }

  private ProblemException all(Type type, byte[] body, ProblemException first) {
    var found = new LinkedHashMap<String, ProblemException>();
    try {
      JsonNode tree = json.readTree(body);
      ProblemException next = first;
      while (next != null && found.size() < MOST && isNew(next, found) && remove(tree, next)) {
        next = next(tree, type);
      }
    } catch (JacksonException unreadable) {
      return first;
    }
    found.keySet().removeIf(pointer -> isAround(pointer, found));
    return found.size() < 2 ? first : together(found.values());
  }

  private static boolean isNew(ProblemException mistake, Map<String, ProblemException> found) {
    return !mistake.errors().isEmpty()
        && found.putIfAbsent(mistake.errors().getFirst().pointer(), mistake) == null;
  }

  /** An object that lacks a member only because this class removed it. */
  private static boolean isAround(String pointer, Map<String, ProblemException> found) {
    return found.keySet().stream().anyMatch(other -> other.startsWith(pointer + "/"));
  }

  /** A body that cannot be read (400) outweighs a value that is refused (422). */
  private static ProblemException together(Collection<ProblemException> mistakes) {
    boolean malformed =
        mistakes.stream()
            .anyMatch(mistake -> mistake.code() == GeneralProblemCode.MALFORMED_REQUEST);
    return ProblemException.invalid(
        malformed ? GeneralProblemCode.MALFORMED_REQUEST : GeneralProblemCode.INVALID_REQUEST,
        "Correct the fields listed under errors.",
        mistakes.stream().map(mistake -> mistake.errors().getFirst()).toList());
  }

  private @Nullable ProblemException next(JsonNode tree, Type type) {
    try {
      var _ = json.treeToValue(tree, json.constructType(type));
      return null;
    } catch (JacksonException mistake) {
      return UnreadableBody.toProblem(mistake);
    }
  }

  private static boolean remove(JsonNode tree, ProblemException mistake) {
    var place = JsonPointer.compile(mistake.errors().getFirst().pointer());
    JsonNode parent = tree.at(place.head());
    var last = place.last();
    return switch (parent) {
      case ObjectNode object -> object.remove(last.getMatchingProperty()) != null;
      case ArrayNode array -> { // the others keep their places
        array.setNull(last.getMatchingIndex());
        yield true;
      }
      default -> false;
    };
  }
}
