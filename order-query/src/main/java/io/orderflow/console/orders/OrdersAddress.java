package io.orderflow.console.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriUtils;

/**
 * What the address of the list asks for, in the API's words, of which the form's are another
 * spelling.
 *
 * @param parameters without empty ones
 */
record OrdersAddress(MultiValueMap<String, String> parameters) {

  static final String PATH = "/console/orders";

  private static final String CURSOR = "cursor";
  private static final String SEARCH = "q";

  /** Says only that rows are not to change while they are read. */
  private static final String LIVE = "live";

  /** A stream takes filters alone. */
  private static final Set<String> NO_FILTERS = Set.of(SEARCH, "sort", CURSOR, "limit", "count");

  /** As {@code datetime-local} writes a time, which is UTC here. */
  private static final Pattern LOCAL_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?");

  /** An address as it was sent, by a form or a link. */
  static OrdersAddress sent(MultiValueMap<String, String> sent) {
    var parameters = new LinkedMultiValueMap<String, String>();
    sent.forEach(
        (name, values) ->
            values.stream()
                .map(value -> spelled(name, value.strip()))
                .filter(value -> !value.isEmpty())
                .forEach(value -> parameters.add(name, value)));
    return new OrdersAddress(parameters);
  }

  private static String spelled(String name, String value) {
    if (!isTime(name) || !LOCAL_TIME.matcher(value).matches()) {
      return value;
    }
    return value.length() == "2026-03-01T10:15".length() ? value + ":00Z" : value + "Z";
  }

  static boolean isTime(String name) {
    return name.endsWith("After") || name.endsWith("Before");
  }

  /** What the list itself is asked for. */
  MultiValueMap<String, String> ofList() {
    return without(Set.of(LIVE));
  }

  boolean searches() {
    return parameters.containsKey(SEARCH);
  }

  public boolean isLater() {
    return parameters.containsKey(CURSOR);
  }

  /** Results of a search are ordered by relevance, and a later page is one of the past. */
  public boolean mayBeLive() {
    return !searches() && !isLater();
  }

  public boolean isLive() {
    return mayBeLive() && !parameters.containsKey(LIVE);
  }

  public boolean isFiltered() {
    return !without(Set.of(LIVE, CURSOR, "sort", "limit", "count")).isEmpty();
  }

  /** All orders of a filter can be acted on; those of a search are ranked and similar. */
  public boolean mayBeActedOn() {
    return isFiltered() && !searches();
  }

  public String selection() {
    return at("/console/attention/orders", without(Set.of(LIVE, CURSOR, "sort", "limit", "count")));
  }

  List<String> values(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  public String path() {
    return at(PATH, parameters);
  }

  public String withLive(boolean live) {
    var other = without(Set.of(LIVE));
    if (!live) {
      other.add(LIVE, "off");
    }
    return at(PATH, other);
  }

  public String firstPage() {
    return at(PATH, without(Set.of(CURSOR)));
  }

  String nextPage(String cursor) {
    var next = without(Set.of(CURSOR));
    next.add(CURSOR, cursor);
    return at(PATH, next);
  }

  public String download() {
    return at(PATH + ".csv", without(Set.of(LIVE, CURSOR, "limit", "count")));
  }

  String stream() {
    var filters = without(Set.of(LIVE));
    NO_FILTERS.forEach(filters::remove);
    return at(PATH + "/stream", filters);
  }

  private MultiValueMap<String, String> without(Set<String> names) {
    var some = new LinkedMultiValueMap<String, String>();
    parameters.forEach(
        (name, values) -> {
          if (!names.contains(name)) {
            some.addAll(name, values);
          }
        });
    return some;
  }

  private static String at(String path, MultiValueMap<String, String> parameters) {
    var query = new StringBuilder();
    parameters.forEach(
        (name, values) ->
            values.forEach(
                value ->
                    query
                        .append(query.isEmpty() ? '?' : '&')
                        .append(UriUtils.encode(name, UTF_8))
                        .append('=')
                        .append(UriUtils.encode(value, UTF_8))));
    return path + query;
  }
}
