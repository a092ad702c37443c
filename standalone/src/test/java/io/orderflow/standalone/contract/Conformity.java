package io.orderflow.standalone.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Compares answers with what the document allows. */
final class Conformity {

  private static final JsonMapper JSON = new JsonMapper();

  private final Contract contract;

  Conformity(Contract contract) {
    this.contract = contract;
  }

  /** What is wrong with the answer; empty where it is as documented. */
  List<String> violations(Map<Integer, JsonNode> responses, Answer answer, boolean head) {
    JsonNode documented = responses.get(answer.status());
    if (documented == null) {
      return List.of("the status " + answer.status() + " is not documented");
    }
    var violations = new ArrayList<>(headers(documented, answer));
    JsonNode content = documented.path("content");
    if (head || content.isMissingNode()) {
      if (!answer.body().isEmpty()) {
        violations.add("there is a body");
      }
      return violations;
    }
    violations.addAll(body(content, answer));
    return violations;
  }

  private List<String> headers(JsonNode documented, Answer answer) {
    var violations = new ArrayList<String>();
    for (var each : documented.path("headers").properties()) {
      var header = contract.resolved(each.getValue());
      Optional<String> value = answer.header(each.getKey());
      if (value.isPresent()) {
        contract
            .violations(header.path("schema"), StringNode.valueOf(value.get()))
            .forEach(wrong -> violations.add("header " + each.getKey() + wrong));
      } else if (header.path("required").asBoolean(false)) {
        violations.add("the header " + each.getKey() + " is missing");
      }
    }
    return violations;
  }

  private List<String> body(JsonNode content, Answer answer) {
    String type = answer.mediaType().orElse("none");
    JsonNode media = content.path(type);
    if (media.isMissingNode()) {
      return List.of("the media type " + type + " is not documented");
    }
    if (type.equals("text/event-stream")) {
      return contract.violations(media.path("schema"), StringNode.valueOf(answer.body()));
    }
    try {
      return contract.violations(media.path("schema"), JSON.readTree(answer.body()));
    } catch (JacksonException noJson) {
      return List.of("the body is not JSON");
    }
  }
}
