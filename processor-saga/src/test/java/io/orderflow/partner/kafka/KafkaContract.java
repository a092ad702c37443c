package io.orderflow.partner.kafka;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** docs/partners/shipping-kafka.yaml, the contract of both sides. */
public final class KafkaContract {

  private static final JsonNode ROOT =
      new YAMLMapper().readTree(Path.of("..", "docs", "partners", "shipping-kafka.yaml").toFile());
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private KafkaContract() {}

  /** The violations of this schema; empty if there are none. */
  public static List<String> violations(String schema, String body) {
    var alone = (ObjectNode) ROOT.at("/components/schemas/" + schema).deepCopy();
    alone.set("components", ROOT.path("components"));
    return SCHEMAS.getSchema(alone).validate(JsonMapper.shared().readTree(body)).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  /** The examples of all messages of a channel. */
  public static Stream<ObjectNode> examples(String channel) {
    return ROOT.at("/channels/" + channel + "/messages")
        .valueStream()
        .map(message -> ROOT.at(message.get("$ref").asString().substring(1)))
        .flatMap(message -> message.path("examples").valueStream())
        .map(example -> (ObjectNode) example.get("payload").deepCopy());
  }

  /** The schema of the message of this type. */
  public static ObjectNode schemaOf(String type) {
    return ROOT.at("/components/schemas")
        .valueStream()
        .filter(schema -> schema.at("/properties/type/const").asString("").equals(type))
        .map(ObjectNode.class::cast)
        .findAny()
        .orElseThrow();
  }

  public static String topic(String channel) {
    return ROOT.at("/channels/" + channel + "/address").asString();
  }
}
