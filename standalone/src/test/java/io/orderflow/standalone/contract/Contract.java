package io.orderflow.standalone.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document that says what the API is. */
final class Contract {

  static final Path FILE = Path.of("..", "docs", "api", "orderflow.yaml");

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final JsonNode root;
  private final SchemaRegistry registry;
  private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

  private Contract(JsonNode root) {
    this.root = root;
    var strict = SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(strict));
  }

  static Contract read() {
    return new Contract(new YAMLMapper().readTree(FILE.toFile()));
  }

  JsonNode root() {
    return root;
  }

  List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    for (var path : root.path("paths").properties()) {
      for (var member : path.getValue().properties()) {
        if (METHODS.contains(member.getKey())) {
          operations.add(operation(path.getKey(), path.getValue(), member));
        }
      }
    }
    return operations;
  }

  private Operation operation(String path, JsonNode item, Map.Entry<String, JsonNode> member) {
    var parameters = new ArrayList<JsonNode>();
    item.path("parameters").forEach(each -> parameters.add(resolved(each)));
    member.getValue().path("parameters").forEach(each -> parameters.add(resolved(each)));
    return new Operation(
        member.getKey().toUpperCase(Locale.ROOT),
        path,
        member.getValue(),
        parameters,
        responses(member.getValue()));
  }

  /** What may be answered where there is no operation. */
  Map<Integer, JsonNode> elsewhere() {
    return responses(root.path("x-elsewhere"));
  }

  private Map<Integer, JsonNode> responses(JsonNode of) {
    var responses = new TreeMap<Integer, JsonNode>();
    of.path("responses")
        .properties()
        .forEach(each -> responses.put(Integer.valueOf(each.getKey()), resolved(each.getValue())));
    return responses;
  }

  /** The node, or what it refers to. */
  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : resolved(root.at(reference.substring(1)));
  }

  /** What is wrong with a value of this schema; empty where nothing is. */
  List<String> violations(JsonNode schema, JsonNode value) {
    return schemas.computeIfAbsent(schema, this::compiled).validate(value).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private Schema compiled(JsonNode schema) {
    var alone = (ObjectNode) schema.deepCopy();
    alone.set("components", root.path("components"));
    return registry.getSchema(alone);
  }

  /** Every word that is said to be a problem's code somewhere. */
  Set<String> codes() {
    var codes = new HashSet<String>();
    root.findValues("code").stream()
        .map(code -> code.path("enum"))
        .forEach(words -> words.forEach(word -> codes.add(word.asString())));
    return codes;
  }
}
