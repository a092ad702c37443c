package io.orderflow.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the compiler has written down of our typed properties, and what our own files set. */
final class Settings {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<PropertySource<?>> preset = yaml("application.yml");
  private final List<PropertySource<?>> demo =
      Stream.of("application-demo.yml", "demo-patience.yml")
          .flatMap(file -> yaml(file).stream())
          .toList();

  private Settings() {}

  /** Those of all modules, by name. */
  static List<Setting> all() throws IOException {
    var settings = new Settings();
    var all = new ArrayList<Setting>();
    var loader = Settings.class.getClassLoader();
    for (URL file : Collections.list(loader.getResources(METADATA))) {
      try (InputStream content = file.openStream()) {
        for (JsonNode property : JSON.readTree(content).path("properties")) {
          if (property.get("name").asString().matches("(orderflow|simulator)\\..*")) {
            all.add(settings.of(property));
          }
        }
      }
    }
    all.sort(Comparator.comparing(Setting::name));
    return all;
  }

  private Setting of(JsonNode property) {
    String name = property.get("name").asString();
    String inCode = property.has("defaultValue") ? text(property.get("defaultValue")) : null;
    String preset = first(this.preset, name);
    return new Setting(
        name,
        preset == null ? inCode : preset,
        first(demo, name),
        property.path("description").asString(""));
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? value.values().stream().map(JsonNode::asString).collect(Collectors.joining(","))
        : value.asString();
  }

  private static @Nullable String first(List<PropertySource<?>> files, String name) {
    return files.stream()
        .map(file -> file.getProperty(name))
        .filter(Objects::nonNull)
        .map(Object::toString)
        .findFirst()
        .orElse(null);
  }

  private static List<PropertySource<?>> yaml(String file) {
    try {
      return new YamlPropertySourceLoader().load(file, new ClassPathResource(file));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(file, failed);
    }
  }
}
