package io.orderflow.web.request;

import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * The preconditions of a request (RFC 9110, section 13): {@code If-Match} and {@code
 * If-None-Match}. An endpoint that takes them as an argument must evaluate them by one of the
 * methods below; {@link PreconditionInterceptor} refuses them for every other endpoint.
 *
 * <p>Conditions on dates are ignored, as sections 13.1.3 and 13.1.4 demand of a resource without a
 * modification date; no answer has one.
 *
 * @param ifMatch null where there is no such header
 * @param ifNoneMatch null where there is no such header
 */
public record Preconditions(@Nullable Tags ifMatch, @Nullable Tags ifNoneMatch) {

  public static final Preconditions NONE = new Preconditions(null, null);

  /**
   * @throws ProblemException if a header is neither {@code *} nor a list of entity tags
   */
  static Preconditions of(HttpServletRequest request) {
    return new Preconditions(
        Tags.of(request, HttpHeaders.IF_MATCH), Tags.of(request, HttpHeaders.IF_NONE_MATCH));
  }

  boolean isEmpty() {
    return ifMatch == null && ifNoneMatch == null;
  }

  /**
   * Evaluates a change of an existing resource.
   *
   * @param tag of its current state, without quotes
   * @throws ProblemException if a precondition fails
   */
  public void requireFor(String tag) {
    requireFor(tag, tag::equals);
  }

  /**
   * Evaluates a change for which only part of the state matters.
   *
   * @param sameAs whether that part is the same in the state of another tag
   */
  public void requireFor(String tag, Predicate<String> sameAs) {
    if (ifMatch != null && !ifMatch.matchesStrongly(sameAs)) {
      throw failed(staleDetail("Read it again, then decide.")).taggedWith(tag);
    }
    if (ifNoneMatch != null && ifNoneMatch.matchesWeakly(tag)) {
      throw failed("It exists in a state that If-None-Match excludes. Read it, then decide.")
          .taggedWith(tag);
    }
  }

  /**
   * Evaluates the creation of a resource that does not exist.
   *
   * @throws ProblemException if the request requires it to exist
   */
  public void requireForNothing() {
    if (ifMatch != null) {
      throw failed("It does not exist, so If-Match cannot match. Leave it out to create it.");
    }
  }

  /** Whether the request creates something or fails. */
  public boolean demandNothing() {
    return ifNoneMatch != null && ifNoneMatch.any();
  }

  /**
   * Evaluates a read.
   *
   * @return whether the client has this state already, and is answered {@code 304}
   * @throws ProblemException if {@code If-Match} names another state
   */
  public boolean isNotModified(String tag) {
    if (ifMatch != null && !ifMatch.matchesStrongly(tag::equals)) {
      throw failed(staleDetail("Read it without If-Match.")).taggedWith(tag);
    }
    return ifNoneMatch != null && ifNoneMatch.matchesWeakly(tag);
  }

  /**
   * For endpoints that evaluate {@code If-Match} only.
   *
   * @throws ProblemException if there is an {@code If-None-Match}
   */
  public Preconditions withoutIfNoneMatch() {
    if (ifNoneMatch != null) {
      throw malformed("This endpoint does not take If-None-Match; it takes If-Match.");
    }
    return this;
  }

  /** The tags one of which must match; null where any will do. */
  public @Nullable List<String> expectedTags() {
    return ifMatch == null || ifMatch.any() ? null : ifMatch.strong();
  }

  /**
   * Why {@code If-Match} does not match.
   *
   * @param otherwise what to do about it where no weak tag is to blame
   */
  public String staleDetail(String otherwise) {
    return ifMatch == null || ifMatch.weak().isEmpty()
        ? "It is not in a state that If-Match names. " + otherwise
        : "W/\""
            + ifMatch.weak().getFirst()
            + "\" is a weak tag, and If-Match matches strong ones only: a proxy, such as one that"
            + " compresses, has weakened the ETag. Send it without W/.";
  }

  private static ProblemException failed(String detail) {
    return ProblemException.of(GeneralProblemCode.PRECONDITION_FAILED, detail);
  }

  static ProblemException malformed(String detail) {
    return ProblemException.of(GeneralProblemCode.MALFORMED_REQUEST, detail);
  }

  /**
   * The value of one of the headers.
   *
   * @param any whether it is {@code *}: every state that there is
   */
  public record Tags(boolean any, List<String> strong, List<String> weak) {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");

    /** Replaces one tag; no header can contain it. */
    private static final String PLACE = "\0";

    public Tags {
      strong = List.copyOf(strong);
      weak = List.copyOf(weak);
    }

    private static @Nullable Tags of(HttpServletRequest request, String header) {
      var lines = Collections.list(request.getHeaders(header));
      return lines.isEmpty() ? null : parse(header, String.join(",", lines));
    }

    private static Tags parse(String header, String value) {
      if (value.strip().equals("*")) {
        return new Tags(true, List.of(), List.of());
      }
      if (!isList(value)) {
        throw malformed(
            header
                + " must be * or entity tags in quotes, such as \"3\", as they came in an ETag.");
      }
      var tags = ETag.parse(value);
      return new Tags(
          false,
          tags.stream().filter(tag -> !tag.weak()).map(ETag::tag).toList(),
          tags.stream().filter(ETag::weak).map(ETag::tag).toList());
    }

    /** Spring skips malformed tags; a client must not rely on a tag that was ignored. */
    private static boolean isList(String value) {
      String places = TAG.matcher(value).replaceAll(PLACE).replaceAll("[ \\t]", "");
      return places.matches("[\\x00,]*")
          && places.contains(PLACE)
          && !places.contains(PLACE + PLACE);
    }

    private boolean matchesStrongly(Predicate<String> sameAs) {
      return any || strong.stream().anyMatch(sameAs);
    }

    private boolean matchesWeakly(String tag) {
      return any || strong.contains(tag) || weak.contains(tag);
    }
  }
}
