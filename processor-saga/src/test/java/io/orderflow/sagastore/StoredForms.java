package io.orderflow.sagastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What rows of an earlier version look like: files beside the test that are never to be changed,
 * for somewhere a saga waits that was stored so.
 */
public final class StoredForms<D extends SagaDocument> {

  private final SagaDefinition<?, D> kind;
  private final Class<?> beside;

  /**
   * @param beside the test beside which the files are, in the folder {@code stored}
   */
  public StoredForms(SagaDefinition<?, D> kind, Class<?> beside) {
    this.kind = kind;
    this.beside = beside;
  }

  /**
   * Each document is read from the file of its name, and written as that file has it.
   *
   * @param documents by the name of the file
   */
  public void areStillInUse(Map<String, D> documents) {
    var json = kind.json();
    documents.forEach(
        (name, document) -> {
          var stored = file(name);
          assertThat(json.readValue(stored, kind.documentType())).as(name).isEqualTo(document);
          var written = json.readTree(json.writeValueAsString(document));
          assertThat(written).as(name).isEqualTo(json.readTree(stored));
        });
  }

  /** What a row of an earlier version holds. */
  public String file(String name) {
    var path = "stored/" + name + ".json";
    try (var file = beside.getResourceAsStream(path)) {
      assertThat(file).as("%s beside %s", path, beside.getSimpleName()).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** All records of a sealed type. */
  public static List<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(each -> leaves(each).stream())
            .toList()
        : List.of(type);
  }
}
