package io.orderflow.engine.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OriginTest {

  private static final Origin BY_ANN = new Origin(Origin.Cause.REQUEST, "ann", "4bf9", null);

  @Test
  void an_origin_is_read_as_it_was_written() {
    assertThat(Origin.of(BY_ANN.metaData())).contains(BY_ANN);
    for (var cause : Origin.Cause.values()) {
      var origin = new Origin(cause, null, null, "3");
      assertThat(Origin.of(origin.metaData())).contains(origin);
    }
  }

  /** The names are stored with every event: they are never to be changed. */
  @Test
  void an_origin_is_stored_under_these_names() {
    assertThat(new Origin(Origin.Cause.REPLY, "ann", "4bf9", "3").metaData())
        .isEqualTo(
            Map.of("cause", "REPLY", "actor", "ann", "correlationId", "4bf9", "causationId", "3"));
  }

  @Test
  void what_was_stored_before_origins_has_none() {
    assertThat(Origin.of(Map.of())).isEmpty();
    assertThat(Origin.of(Map.of("traceId", "1", "correlationId", "2"))).isEmpty();
    assertThat(Origin.of(Map.of("cause", "MAGIC"))).isEmpty();
  }

  @Test
  void long_values_are_cut() {
    var origin = new Origin(Origin.Cause.CALLBACK, null, null, "x".repeat(1_000));

    assertThat(origin.causationId()).hasSize(Origin.MAX_LENGTH);
  }

  @Test
  void events_get_the_origin_of_their_command_and_nothing_else() {
    var provider = new OriginConfiguration().originOfCommands();
    var command = GenericCommandMessage.<String>asCommandMessage("do");

    assertThat(provider.correlationDataFor(command.andMetaData(BY_ANN.metaData())))
        .isEqualTo(BY_ANN.metaData());
    assertThat(provider.correlationDataFor(command.andMetaData(Map.of("secret", "x")))).isEmpty();
  }
}
