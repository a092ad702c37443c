package io.orderflow.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * The engine and the HTTP edge serve any module; a module's words in them would bind them to it.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModuleVocabularyTest {

  private static final List<String> MODULES =
      List.of("order-command", "order-query", "processor-saga");

  /** The path under which every module has endpoints for operators. */
  private static final String SHARED_PATH = "/api/v1/admin";

  private static final Pattern PATH = Pattern.compile("\"(/api/v1/[a-z-]+|/docs)\\b");
  private static final Pattern CODE =
      Pattern.compile("^  ([A-Z]+(?:_[A-Z]+)*)\\(\\d{3}, \"", Pattern.MULTILINE);
  private static final Pattern SCOPE = Pattern.compile("\"(orders:[a-z:]+)\"");

  private static final Set<String> WORDS = words();

  @Test
  void the_engine_and_the_http_edge_contain_no_path_code_or_scope_of_a_module() {
    for (Path source : sources("engine", "web")) {
      assertThat(foreignWordsIn(read(source))).as(source.toString()).isEmpty();
    }
  }

  @Test
  void a_path_a_code_and_a_scope_are_each_found() {
    assertThat(foreignWordsIn("on(GET, \"/api/v1/orders/{id}\")"))
        .containsExactly("/api/v1/orders");
    assertThat(foreignWordsIn("case ORDER_NOT_FOUND ->")).containsExactly("ORDER_NOT_FOUND");
    assertThat(foreignWordsIn("needs(\"orders:read\")")).containsExactly("orders:read");
    assertThat(foreignWordsIn("\"/api/v1/admin/processors\"")).isEmpty();
  }

  private static Set<String> foreignWordsIn(String source) {
    return WORDS.stream()
        .filter(word -> Pattern.compile("(?<![\\w/])" + word + "\\b").matcher(source).find())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> words() {
    var words = new TreeSet<String>();
    for (Path source : sources(MODULES.toArray(String[]::new))) {
      String text = read(source);
      found(PATH, text).filter(path -> !path.equals(SHARED_PATH)).forEach(words::add);
      found(CODE, text).forEach(words::add);
    }
    sources("shared-api").forEach(source -> found(SCOPE, read(source)).forEach(words::add));
    return words;
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1));
  }

  private static List<Path> sources(String... modules) {
    return Stream.of(modules)
        .map(module -> Path.of("..", module, "src", "main", "java"))
        .flatMap(ModuleVocabularyTest::javaFilesIn)
        .toList();
  }

  private static Stream<Path> javaFilesIn(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
