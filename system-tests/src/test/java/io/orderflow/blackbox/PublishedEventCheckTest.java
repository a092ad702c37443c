package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PublishedEventCheckTest {

  private static final Map<String, List<String>> STORED =
      Map.of("tea", List.of("tea-1", "tea-2"), "cup", List.of("cup-1"));

  @Test
  void a_repetition_is_not_wrong() {
    assertThat(wrong("tea-1", "tea-2", "tea-1", "cup-1", "tea-2")).isEmpty();
  }

  @Test
  void an_event_that_is_missing_is_found() {
    assertThat(wrong("tea-1", "cup-1")).containsExactly("tea has [tea-1] and not [tea-1, tea-2]");
    assertThat(wrong("tea-1", "tea-2")).containsExactly("cup has [] and not [cup-1]");
  }

  @Test
  void an_event_that_is_not_stored_is_found() {
    assertThat(wrong("tea-1", "tea-2", "cup-1", "pot-1"))
        .containsExactly("pot has [pot-1] and not []");
  }

  @Test
  void events_of_one_order_that_change_places_are_found() {
    assertThat(wrong("tea-2", "tea-1", "cup-1")).hasSize(1);
    assertThat(
            PublishedEventCheck.wrong(STORED, received("tea-2", "tea-1", "cup-1").toList(), false))
        .isEmpty();
  }

  @Test
  void an_event_that_is_told_in_two_ways_is_found() {
    var received =
        Stream.concat(
                received("tea-1", "tea-2", "cup-1"),
                Stream.of(new PublishedEvent("tea", "tea-1", "other")))
            .toList();

    assertThat(PublishedEventCheck.wrong(STORED, received, true)).hasSize(1);
  }

  private static List<String> wrong(String... ids) {
    return PublishedEventCheck.wrong(STORED, received(ids).toList(), true);
  }

  private static Stream<PublishedEvent> received(String... ids) {
    return Stream.of(ids)
        .map(id -> new PublishedEvent(id.replaceFirst("-.*", ""), id, "body of " + id));
  }
}
