package io.orderflow.engine.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.Tally;
import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TestDatabase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** A processor that its module starts and stops. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OnDemandProcessorsTest {

  @Test
  void it_stands_still_until_it_is_started_and_goes_on_where_it_was_stopped() {
    try (var node =
        new SpringApplicationBuilder(WithRebuild.class)
            .web(WebApplicationType.NONE)
            .run(
                "--spring.datasource.url=" + TestDatabase.createUrl(),
                "--spring.autoconfigure.exclude=" + TallyApplication.JPA)) {
      var commands = node.getBean(CommandGateway.class);
      var processors = node.getBean(OnDemandProcessors.class);
      var rebuild = node.getBean("rebuildProcessor", EventProcessorDefinition.class);
      List<String> seen = node.getBean(Rebuild.class).seen;
      commands.sendAndWait(new Count("before"));
      assertThat(processors.isRunning(rebuild)).isFalse();
      assertThat(tokens(node.getBean(JdbcTemplate.class))).isZero();

      processors.start(rebuild);
      processors.start(rebuild);
      await().untilAsserted(() -> assertThat(seen).containsExactly("before"));
      processors.stop(rebuild);
      commands.sendAndWait(new Count("meanwhile"));
      assertThat(processors.isRunning(rebuild)).isFalse();
      processors.start(rebuild);

      await().untilAsserted(() -> assertThat(seen).containsExactly("before", "meanwhile"));
    }
  }

  private static int tokens(JdbcTemplate jdbc) {
    return jdbc.queryForList(
            "select segment from tally.token_entry where processor_name = ?", Rebuild.NAME)
        .size();
  }

  static class WithRebuild extends TallyApplication {

    @Bean
    EventProcessorDefinition rebuildProcessor() {
      return new EventProcessorDefinition(Rebuild.NAME, "tally", 1, 50, false, true);
    }

    @Bean
    Rebuild rebuild() {
      return new Rebuild();
    }
  }

  @ProcessingGroup(Rebuild.NAME)
  static class Rebuild {

    static final String NAME = "rebuild";

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @EventHandler
    void on(Tally.Counted event) {
      seen.add(event.tallyId());
    }
  }
}
