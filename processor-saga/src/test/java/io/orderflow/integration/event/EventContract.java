package io.orderflow.integration.event;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas in docs/api/events, read more strictly than consumers read them: a member that they
 * do not name is a violation.
 */
public final class EventContract {

  static final Path FOLDER = Path.of("..", "docs", "api", "events");

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<Path, Schema> READ = new ConcurrentHashMap<>();

  private EventContract() {}

  /** The violations of a public event as a JSON document; empty if there are none. */
  public static List<String> violations(byte[] document) {
    var event = JSON.readTree(document);
    return Stream.concat(
            violations(FOLDER.resolve("envelope.json"), event),
            violations(FOLDER.resolve(fileOf(event)), event.path("data")))
        .toList();
  }

  private static Stream<String> violations(Path file, JsonNode value) {
    return READ
        .computeIfAbsent(file, _ -> SCHEMAS.getSchema(strict(JSON.readTree(file.toFile()))))
        .validate(value)
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage());
  }

  private static String fileOf(JsonNode event) {
    return event.path("type").asString().replaceFirst("^io\\.orderflow\\.", "") + ".json";
  }

  /** The members of an object that refers to another are those of the other. */
  private static JsonNode strict(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("$ref")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(EventContract::strict);
    return schema;
  }
}
