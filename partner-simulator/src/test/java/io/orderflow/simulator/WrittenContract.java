package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An OpenAPI file of docs/partners, with the parts of the language that these files use. */
final class WrittenContract {

  private static final Path FOLDER = Path.of("..", "docs", "partners");
  static final List<WrittenContract> ALL =
      List.of(
          read("payment"),
          read("processing"),
          read("shipping"),
          read("notification"),
          read("simulator"));

  private final JsonNode root;

  private WrittenContract(JsonNode root) {
    this.root = root;
  }

  static WrittenContract read(String partner) {
    try (Reader yaml = Files.newBufferedReader(FOLDER.resolve(partner + ".yaml"))) {
      Object tree = new Yaml().load(yaml);
      return new WrittenContract(JsonMapper.shared().valueToTree(tree));
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** The contract a path belongs to. */
  static WrittenContract of(String path) {
    return ALL.stream()
        .filter(contract -> contract.paths().contains(path))
        .findFirst()
        .orElseThrow();
  }

  List<String> paths() {
    return List.copyOf(root.path("paths").propertyNames());
  }

  List<String> methods(String path) {
    return List.copyOf(root.path("paths").path(path).propertyNames());
  }

  /** Fails unless this answer is one the contract describes. */
  void checkAnswer(String method, String path, int status, String mediaType, JsonNode body) {
    String where = method + " " + path + " " + status;
    JsonNode responses = root.path("paths").path(path).path(method).path("responses");
    assertThat(responses.has(String.valueOf(status))).as(where + " is documented").isTrue();
    JsonNode content = resolve(responses.path(String.valueOf(status))).path("content");
    assertThat(content.propertyNames()).as(where).containsExactly(mediaType);
    assertThat(faults(content.path(mediaType).path("schema"), body, "$")).as(where).isEmpty();
  }

  /** Fails unless this callback is one the contract describes. */
  void checkMessage(String schema, JsonNode body) {
    JsonNode described = root.path("components").path("schemas").path(schema);
    assertThat(faults(described, body, "$")).as(schema).isEmpty();
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? resolve(root.at(node.path("$ref").asString().substring(1))) : node;
  }

  private List<String> faults(JsonNode reference, JsonNode value, String at) {
    JsonNode schema = resolve(reference);
    assertThat(schema.isMissingNode()).as("schema of " + at).isFalse();
    if (schema.has("oneOf")) {
      long fitting =
          schema
              .path("oneOf")
              .valueStream()
              .filter(one -> faults(one, value, at).isEmpty())
              .count();
      return fitting == 1 ? List.of() : List.of(at + " fits " + fitting + " of oneOf: " + value);
    }
    List<String> faults = new ArrayList<>(scalarFaults(schema, value, at));
    schema
        .path("required")
        .valueStream()
        .map(JsonNode::asString)
        .filter(name -> !value.has(name))
        .forEach(name -> faults.add(at + "." + name + " is missing"));
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode described = schema.path("properties").path(field.getKey());
      if (!described.isMissingNode()) {
        faults.addAll(faults(described, field.getValue(), at + "." + field.getKey()));
      } else if (schema.path("additionalProperties").isBoolean()) {
        faults.add(at + "." + field.getKey() + " is not described");
      }
    }
    value
        .valueStream()
        .filter(item -> value.isArray())
        .forEach(item -> faults.addAll(faults(schema.path("items"), item, at + "[]")));
    return faults;
  }

  private static List<String> scalarFaults(JsonNode schema, JsonNode value, String at) {
    List<String> faults = new ArrayList<>();
    String type = schema.path("type").asString("");
    boolean typed =
        switch (type) {
          case "string" -> value.isString();
          case "integer" -> value.isIntegralNumber();
          case "boolean" -> value.isBoolean();
          case "array" -> value.isArray();
          case "object" -> value.isObject();
          default -> true;
        };
    if (!typed) {
      faults.add(at + " is no " + type);
    }
    if (schema.has("const") && !schema.path("const").equals(value)) {
      faults.add(at + " is not " + schema.path("const"));
    }
    if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      faults.add(at + " is none of " + schema.path("enum"));
    }
    if (schema.has("pattern")
        && !Pattern.compile(schema.path("pattern").asString()).matcher(value.asString("")).find()) {
      faults.add(at + " does not match " + schema.path("pattern"));
    }
    return faults;
  }
}
