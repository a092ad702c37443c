package io.orderflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.engine.serialization.MessageAliases;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

/** What is wrong is said at the start, in a sentence, and not found out later. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefusedStartTest {

  @ParameterizedTest
  @CsvSource({
    "orderflow.engine, mysql, Set it to postgres",
    "orderflow.transactions.timeout, 1h, Set it to 1s to 5m.",
    "orderflow.transactions.idle-timeout, 0s, Set it to 1s to 5m.",
    "orderflow.processors.linger, 1m, Set it to 0ms to 1s.",
    "orderflow.processors.poll-interval, 0ms, Set it to 10ms to 10s.",
    "orderflow.processors.claim-timeout, 1s, Set it to 2s to 10m.",
    "orderflow.commands.conflict-retries, -1, Set it to 0 to 100.",
    "orderflow.commands.conflict-delay, 0ms, Set it to 1ms to 1s.",
  })
  void a_wrong_value_is_named_with_what_to_set_instead(
      String property, String value, String sentence, CapturedOutput output) {
    assertThatThrownBy(() -> start(TallyApplication.class, "--" + property + "=" + value));
    assertThat(output.getAll()).contains(property).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "//localhost:1/test, postgres, refused, ORDERFLOW_DATABASE_URL",
    "%s_missing, postgres, does not exist, Create the database",
    "%s, nobody, nobody, Correct ORDERFLOW_DATABASE_USERNAME",
    "%s, guest, permission denied, grant create on database",
  })
  void a_database_that_cannot_be_used_is_named_with_what_to_change_but_no_password(
      String where, String user, String reason, String sentence, CapturedOutput output)
      throws SQLException {
    String place = where.formatted(databaseWithGuest());
    assertThatThrownBy(
        () ->
            start(
                TallyApplication.class,
                "--spring.datasource.url=jdbc:postgresql:" + place + "?password=sesame",
                "--spring.datasource.username=" + user));
    assertThat(output)
        .contains("APPLICATION FAILED TO START", place.replace("//", " at "), reason, sentence)
        .doesNotContain("sesame", "\tat ");
  }

  @Test
  void a_postgresql_that_is_too_old_is_told_by_the_setting_it_does_not_know(CapturedOutput output) {
    assertThatThrownBy(
        () ->
            start(
                TallyApplication.class,
                "--spring.datasource.hikari.connection-init-sql=set transaction_timeout_before_17=1"));
    assertThat(output).contains("Use PostgreSQL 17 or newer").doesNotContain("\tat ");
  }

  @Test
  void an_undeclared_processor_is_refused() {
    assertThatThrownBy(() -> start(WithUndeclaredProcessor.class))
        .hasStackTraceContaining("declare an EventProcessorDefinition bean");
  }

  @Test
  void an_alias_given_twice_is_refused() {
    assertThatThrownBy(() -> start(WithTakenAlias.class))
        .hasStackTraceContaining("The alias tally.counted is given to");
  }

  private static void start(Class<?> application, String... more) {
    new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .properties("spring.datasource.url=" + TestDatabase.createUrl())
        .run(more)
        .close();
  }

  /** In which a guest may log in and do nothing else. */
  private static String databaseWithGuest() throws SQLException {
    String url = TestDatabase.createUrl();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("drop role if exists guest; create role guest login");
    }
    return url.replaceFirst("^jdbc:postgresql:", "").replaceFirst("\\?.*", "");
  }

  static class WithUndeclaredProcessor extends TallyApplication {

    @Bean
    Forgotten forgotten() {
      return new Forgotten();
    }
  }

  @ProcessingGroup("forgotten")
  static class Forgotten {

    @EventHandler
    void on(Tally.Counted event) {}
  }

  static class WithTakenAlias extends TallyApplication {

    @Bean
    MessageAliases taken() {
      return new MessageAliases(Map.of(Forgotten.class, "tally.counted"));
    }
  }
}
