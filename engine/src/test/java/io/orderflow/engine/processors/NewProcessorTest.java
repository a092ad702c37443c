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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** A processor that comes with a later version, when there are events already. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NewProcessorTest {

  private static final String TOKEN =
      "select segment from tally.token_entry where processor_name = '" + Latecomer.NAME + "'";

  @Test
  void a_processor_that_starts_for_the_first_time_handles_what_was_stored_before_it() {
    String url = TestDatabase.createUrl();
    try (var before = start(TallyApplication.class, url)) {
      before.getBean(CommandGateway.class).sendAndWait(new Count("old"));
    }
    try (var after = start(WithLatecomer.class, url)) {
      after.getBean(CommandGateway.class).sendAndWait(new Count("new"));
      List<String> seen = after.getBean(Latecomer.class).seen;
      await().untilAsserted(() -> assertThat(seen).contains("new"));
      assertThat(seen).containsExactlyInAnyOrder("old", "new");
    }
  }

  @Test
  void a_processor_that_starts_with_what_happens_from_now_on_handles_nothing_older() {
    String url = TestDatabase.createUrl();
    try (var before = start(TallyApplication.class, url)) {
      before.getBean(CommandGateway.class).sendAndWait(new Count("old"));
    }
    try (var after = start(WithLatecomerFromNowOn.class, url)) {
      var jdbc = after.getBean(JdbcTemplate.class);
      await().until(() -> !jdbc.queryForList(TOKEN).isEmpty());
      after.getBean(CommandGateway.class).sendAndWait(new Count("new"));
      List<String> seen = after.getBean(Latecomer.class).seen;
      await().untilAsserted(() -> assertThat(seen).isNotEmpty());
      assertThat(seen).containsExactly("new");
    }
  }

  private static ConfigurableApplicationContext start(Class<?> application, String url) {
    return new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + url,
            "--spring.autoconfigure.exclude=" + TallyApplication.JPA);
  }

  static class WithLatecomer extends TallyApplication {

    /** In one segment, so that what is older comes first. */
    @Bean
    EventProcessorDefinition latecomerProcessor() {
      return new EventProcessorDefinition(Latecomer.NAME, "tally", 1, 50, true);
    }

    @Bean
    Latecomer latecomer() {
      return new Latecomer();
    }
  }

  static class WithLatecomerFromNowOn extends TallyApplication {

    @Bean
    EventProcessorDefinition latecomerProcessor() {
      return new EventProcessorDefinition(
          Latecomer.NAME, "tally", 1, 50, true, false, EventProcessorDefinition.Start.NOW);
    }

    @Bean
    Latecomer latecomer() {
      return new Latecomer();
    }
  }

  @ProcessingGroup(Latecomer.NAME)
  static class Latecomer {

    static final String NAME = "latecomer";

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @EventHandler
    void on(Tally.Counted event) {
      seen.add(event.tallyId());
    }
  }
}
