package io.orderflow.console.attention;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * A filter of orders, as the query of an address has it and as a form carries it.
 *
 * @param parameters the filters of a list
 */
record SelectionAddress(MultiValueMap<String, String> parameters) {

  static final String PATH = "/console/attention/orders";

  /** A query that a form carries. What cannot be decoded is none of the filters, so it is wrong. */
  static SelectionAddress parse(@Nullable String query) {
    var parameters = new LinkedMultiValueMap<String, String>();
    UriComponentsBuilder.newInstance()
        .query(Objects.requireNonNullElse(query, ""))
        .build()
        .getQueryParams()
        .forEach(
            (name, values) ->
                values.forEach(value -> parameters.add(decoded(name), decoded(value))));
    return new SelectionAddress(parameters);
  }

  private static String decoded(@Nullable String text) {
    try {
      return UriUtils.decode(Objects.requireNonNullElse(text, ""), UTF_8);
    } catch (IllegalArgumentException _) {
      return "?";
    }
  }

  public String query() {
    return parameters.entrySet().stream()
        .flatMap(
            each ->
                each.getValue().stream()
                    .map(
                        value ->
                            UriUtils.encode(each.getKey(), UTF_8)
                                + "="
                                + UriUtils.encode(value, UTF_8)))
        .collect(Collectors.joining("&"));
  }

  public String path() {
    return PATH + "?" + query();
  }

  /** The same orders in the list. */
  public String list() {
    return "/console/orders?" + query();
  }

  /** As a request for a bulk operation takes it. */
  Map<String, Object> asFilter() {
    return new HashMap<>(parameters);
  }

  /** The one step whose attentions are selected; empty for several, and for none. */
  Optional<Step> step() {
    var words = parameters.getOrDefault("attention", List.of());
    return Arrays.stream(Step.values())
        .filter(step -> words.equals(List.of(step.name())))
        .findFirst();
  }

  boolean selectsAttentions() {
    return parameters.containsKey("attention");
  }

  Optional<String> reason() {
    var reasons = parameters.getOrDefault("attentionReason", List.of());
    return reasons.size() == 1 ? Optional.of(reasons.getFirst()) : Optional.empty();
  }
}
