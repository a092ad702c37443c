package io.orderflow.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml, its anchors and merges resolved, its variables as they are written. */
record ComposeFile(String text, Map<String, Service> services, List<String> volumes) {

  static final Path ROOT = Path.of("..");

  private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)");

  static ComposeFile read() throws IOException {
    String text = Files.readString(ROOT.resolve("docker-compose.yml"));
    Map<String, Map<String, Map<String, Object>>> parsed = new Yaml().load(text);
    var services = new TreeMap<String, Service>();
    section(parsed, "services")
        .forEach((name, keys) -> services.put(name, new Service(name, keys)));
    return new ComposeFile(text, services, List.copyOf(section(parsed, "volumes").keySet()));
  }

  List<String> variables() {
    return VARIABLE.matcher(text).results().map(found -> found.group(1)).distinct().toList();
  }

  private static Map<String, Map<String, Object>> section(
      Map<String, Map<String, Map<String, Object>>> parsed, String name) {
    return parsed.getOrDefault(name, Map.of());
  }

  /** One service, by the names of its keys. */
  record Service(String name, Map<String, Object> keys) {

    private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+)$");

    /** The foreign image that it runs or is made of, or none: it is one of our own. */
    @Nullable String foreignImage() {
      String inline = inlineDockerfile();
      var from = FROM.matcher(inline);
      if (from.find()) {
        return from.group(1);
      }
      return text("image").startsWith("orderflow/") ? null : text("image");
    }

    String inlineDockerfile() {
      return build() instanceof Map<?, ?> build
              && build.get("dockerfile_inline") instanceof String inline
          ? inline
          : "";
    }

    /** The folder that a Dockerfile in the file itself copies from. */
    Path buildContext() {
      return build() instanceof Map<?, ?> build && build.get("context") instanceof String context
          ? ROOT.resolve(context)
          : ROOT;
    }

    private @Nullable Object build() {
      return keys.get("build");
    }

    String text(String key) {
      return String.valueOf(keys.getOrDefault(key, ""));
    }

    List<String> list(String key) {
      return keys.get(key) instanceof List<?> items
          ? items.stream().map(String::valueOf).toList()
          : List.of();
    }

    String environment(String variable) {
      return keys.get("environment") instanceof Map<?, ?> variables
          ? String.valueOf(variables.get(variable))
          : "";
    }

    /** Names of the services it waits for, and on which condition. */
    Map<?, ?> waitsFor() {
      return keys.get("depends_on") instanceof Map<?, ?> services ? services : Map.of();
    }

    @Override
    public String toString() {
      return name;
    }

    /** Where something is mounted in it: volumes and temporary file systems. */
    List<String> mountPoints() {
      var volumes = list("volumes").stream().map(mount -> mount.split(":", 3)[1]);
      var temporary = list("tmpfs").stream().map(mount -> mount.split(":", 2)[0]);
      return Stream.concat(volumes, temporary).toList();
    }
  }
}
