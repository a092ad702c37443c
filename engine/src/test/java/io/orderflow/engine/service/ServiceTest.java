package io.orderflow.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.engine.TestDatabase;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** What every service does at its start, on one without any module. No Axon Server is there. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServiceTest {

  /** Nothing listens there, and no connection is ever given that port. */
  private static final String UNUSED = "127.0.0.1:1";

  @Test
  void the_banner_names_the_database_without_the_password(CapturedOutput output) {
    String url = TestDatabase.createUrl();
    try (var service = start("orderflow.database.url=" + url + "&ApplicationName=secret")) {
      assertThat(service.getBean(ServiceStartupBanner.class).lines())
          .anyMatch(line -> line.contains("/health"))
          .anyMatch(line -> line.contains("Axon Server at 127.0.0.1"));
    }
    assertThat(output.getAll()).contains("is running").doesNotContain("secret");
  }

  @Test
  void a_missing_database_setting_stops_the_start_with_its_name(CapturedOutput output) {
    assertThatThrownBy(ServiceTest::start);
    assertThat(output.getAll()).contains("must name the database", "ORDERFLOW_DATABASE_URL");
  }

  @Test
  void the_start_waits_for_the_database() throws Exception {
    String url = TestDatabase.createUrl();
    String late = url.replaceFirst("/test_\\d+", "/late");
    var created =
        CompletableFuture.runAsync(
            () -> create(url, "late"), CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));
    try (var service = start("orderflow.database.url=" + late)) {
      // The service may find the database before its creator is told that it is there.
      assertThat(created).succeedsWithin(Duration.ofMinutes(1));
      assertThat(
              service
                  .getBean(JdbcTemplate.class)
                  .queryForObject("select current_database()", String.class))
          .isEqualTo("late");
    }
  }

  @Test
  void an_unreachable_database_stops_the_start_with_the_reason(CapturedOutput output) {
    String nowhere = "jdbc:postgresql://" + UNUSED + "/orderflow";
    assertThatThrownBy(
        () -> start("orderflow.database.url=" + nowhere, "orderflow.service.database-wait=1s"));
    assertThat(output.getAll()).contains("could not be used within PT1S", "Start it, or correct");
  }

  @Test
  void a_service_with_a_local_engine_does_not_start(CapturedOutput output) {
    assertThatThrownBy(
        () ->
            start(
                "orderflow.database.url=" + TestDatabase.createUrl(), "orderflow.engine=postgres"));
    assertThat(output.getAll()).contains("With postgres, run standalone");
  }

  @Test
  void a_wait_that_is_too_long_is_refused(CapturedOutput output) {
    assertThatThrownBy(
        () ->
            start(
                "orderflow.database.url=" + TestDatabase.createUrl(),
                "orderflow.service.database-wait=1h"));
    assertThat(output.getAll()).contains("Set it to 0s to 10m.");
  }

  private static void create(String url, String database) {
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute("create database " + database);
    } catch (java.sql.SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static ConfigurableApplicationContext start(String... properties) {
    var all =
        Stream.concat(
            Stream.of(
                "server.port=0",
                "management.server.port=0",
                "orderflow.database.username=postgres",
                "orderflow.axon-server=" + UNUSED),
            List.of(properties).stream());
    return ServiceLauncher.run(
        Alone.class, "alone", all.map(property -> "--" + property).toArray(String[]::new));
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class})
  @Import(ServiceModule.class)
  static class Alone {}
}
