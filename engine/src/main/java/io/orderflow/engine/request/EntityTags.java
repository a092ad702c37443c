package io.orderflow.engine.request;

import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The states a client will have its request carried out upon (RFC 9110, {@code If-Match}). Ours are
 * versions, written as {@code "7"}.
 *
 * @param any whether every state will do
 * @param nothing whether that there is nothing will do as well: there was no header at all
 * @param strong the opaque texts of the strong tags; weak ones can match nothing here
 */
public record EntityTags(boolean any, boolean nothing, List<String> strong) {

  /** No header: the request is carried out whatever there is. */
  public static final EntityTags UNASKED = new EntityTags(true, true, List.of());

  private static final EntityTags EXISTING = new EntityTags(true, false, List.of());

  /** One tag, or an empty element of the list, with what separates it from the next. */
  private static final Pattern ELEMENT =
      Pattern.compile("[ \\t]*(?:(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\")?[ \\t]*(?:,|$)");

  private static final Pattern VERSION = Pattern.compile("0|[1-9][0-9]{0,17}");

  public EntityTags {
    strong = List.copyOf(strong);
  }

  /**
   * @param header all of its lines, joined by commas; null where there is none
   * @throws Problem if it is neither {@code *} nor a list of tags
   */
  public static EntityTags ifMatch(@Nullable String header) {
    if (header == null) {
      return UNASKED;
    }
    if (isAny(header)) {
      return EXISTING;
    }
    var strong = new ArrayList<String>();
    int tags = 0;
    Matcher element = ELEMENT.matcher(header);
    int at = 0;
    while (at < header.length()) {
      if (!element.region(at, header.length()).lookingAt()) {
        throw malformed();
      }
      at = element.end();
      if (element.group(2) != null) {
        tags++;
        if (element.group(1) == null) {
          strong.add(element.group(2));
        }
      }
    }
    if (tags == 0) {
      throw malformed();
    }
    return new EntityTags(false, false, strong);
  }

  /** Whether a header of tags asks for any state at all. */
  public static boolean isAny(@Nullable String header) {
    return header != null && header.strip().equals("*");
  }

  /** The versions among the tags; no other tag is one of ours. */
  public List<Long> versions() {
    return strong.stream()
        .filter(tag -> VERSION.matcher(tag).matches())
        .map(Long::valueOf)
        .toList();
  }

  /** Whether a thing in this version is one the client will have. */
  public boolean match(long version) {
    return any || versions().contains(version);
  }

  private static Problem malformed() {
    return Problem.of(
        ProblemCode.MALFORMED_REQUEST,
        "If-Match must be * or entity tags in quotes, such as \"3\", as they came in an ETag.");
  }
}
