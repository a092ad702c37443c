package io.orderflow.standalone.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** One method of one path, as it is documented. */
record Operation(
    String method,
    String path,
    JsonNode node,
    List<JsonNode> parameters,
    Map<Integer, JsonNode> responses) {

  Operation {
    parameters = List.copyOf(parameters);
  }

  String name() {
    return method + " " + path;
  }

  /** Where the body's schema and examples are; missing where there is no body. */
  JsonNode body() {
    return node.path("requestBody").path("content").path(mediaType());
  }

  /** That of its body. */
  String mediaType() {
    return node.path("requestBody")
        .path("content")
        .propertyStream()
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("application/json");
  }

  /** The names of its parameters in {@code path}, {@code query} or {@code header}. */
  Set<String> parameterNames(String in) {
    var names = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    parameters.stream()
        .filter(parameter -> parameter.path("in").asString().equals(in))
        .forEach(parameter -> names.add(parameter.path("name").asString()));
    return names;
  }

  /** Each example of a request, and the status it is answered with. */
  Map<String, Integer> examples() {
    var examples = new LinkedHashMap<String, Integer>();
    node.path("x-examples")
        .properties()
        .forEach(each -> examples.put(each.getKey(), each.getValue().asInt()));
    return examples;
  }
}
