package io.orderflow.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orderflow.api.Labels;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemException.InvalidField;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelsPatchTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void a_text_sets_a_label_and_null_removes_one() {
    assertThat(read("{\"labels\":{\"channel\":null,\"vip\":\" yes\\u200b\"}}"))
        .isEqualTo(new LabelsPatch(new Labels(Map.of("vip", "yes")), List.of("channel")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"labels\":{}}"})
  void an_empty_patch_changes_nothing(String patch) {
    assertThat(read(patch)).isEqualTo(new LabelsPatch(Labels.NONE, List.of()));
  }

  @Test
  void everything_that_cannot_be_changed_and_every_wrong_label_is_named_at_once() {
    assertThat(
            wrongFields(
                """
                {"status":"COMPLETED","total":null,"labels":{"Vip":"yes","a":1,"b":{},"c":" ","d~":null,"e":null}}
                """))
        .containsExactly(
            "/status",
            "/total",
            "/labels/Vip",
            "/labels/a",
            "/labels/b",
            "/labels/c",
            "/labels/d~0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"labels\":null}", "{\"labels\":[]}", "{\"labels\":\"vip\"}"})
  void labels_are_an_object_and_are_always_there(String patch) {
    assertThat(wrongFields(patch)).containsExactly("/labels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"labels\"", "null", "1"})
  void a_patch_is_an_object(String patch) {
    assertThat(problem(patch).code().status()).isEqualTo(400);
  }

  @Test
  void all_labels_can_be_replaced_at_once_but_no_more_be_set_than_there_may_be() {
    String removed = labels("old", 20, "null");

    assertThat(read("{\"labels\":{" + removed + "," + labels("new", 20, "\"a\"") + "}}").set())
        .extracting(set -> set.values().size())
        .isEqualTo(20);
    assertThat(wrongFields("{\"labels\":{" + labels("new", 21, "\"a\"") + "}}"))
        .containsExactly("/labels");
    assertThat(wrongFields("{\"labels\":{" + labels("new", 41, "null") + "}}"))
        .containsExactly("/labels");
  }

  @Test
  void of_a_thousand_members_that_cannot_be_changed_ten_are_named() {
    String many =
        IntStream.range(0, 1_000)
            .mapToObj(number -> "\"member" + number + "\":1")
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(wrongFields(many)).hasSize(10);
  }

  private static String labels(String name, int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(number -> "\"" + name + number + "\":" + value)
        .collect(Collectors.joining(","));
  }

  private static LabelsPatch read(String patch) {
    return LabelsPatch.read(JSON.readTree(patch));
  }

  private static List<String> wrongFields(String patch) {
    return problem(patch).errors().stream().map(InvalidField::pointer).toList();
  }

  private static ProblemException problem(String patch) {
    return Objects.requireNonNull(
        catchThrowableOfType(ProblemException.class, () -> read(patch)), patch);
  }
}
