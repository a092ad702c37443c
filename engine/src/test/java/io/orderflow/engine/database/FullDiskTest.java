package io.orderflow.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.SmallDisk;
import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.engine.outage.DatabaseLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A database whose files are on a disk of their own, so that only they have no room. */
@DirtiesContext
@SpringBootTest(
    classes = TallyApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = "spring.autoconfigure.exclude=" + TallyApplication.JPA)
@EnabledIf(
    value = "io.orderflow.engine.SmallDisk#canBeMade",
    disabledReason = "no disk can be made that is full: this user may not mount a tmpfs")
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FullDiskTest {

  private static final Logger LOG = LoggerFactory.getLogger(FullDiskTest.class);
  private static final SmallDisk DISK = SmallDisk.mounted(32);
  private static final String DATABASE = databaseOnIt();

  @Autowired CommandGateway commands;
  @Autowired DatabaseDiskSpaceHealthIndicator health;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> DATABASE);
  }

  private static String databaseOnIt() {
    String url = TestDatabase.createUrl();
    try {
      var folder = Files.createDirectory(DISK.folder().resolve("tablespace"));
      execute(
          url,
          "create tablespace small location '" + folder + "'",
          "alter database " + nameIn(url) + " set tablespace small");
      return url;
    } catch (SQLException | IOException failed) {
      throw new IllegalStateException("cannot move the database", failed);
    }
  }

  /** From another database of the same server. */
  private static void execute(String url, String... statements) throws SQLException {
    try (var elsewhere = DriverManager.getConnection(url.replace(nameIn(url), "postgres"));
        var statement = elsewhere.createStatement()) {
      for (var each : statements) {
        statement.execute(each);
      }
    }
  }

  private static String nameIn(String url) {
    return DatabaseLogin.placeIn(url).replaceFirst(".*/", "").replaceFirst("\\?.*", "");
  }

  /** The server writes its files later, and fails other tests' statements if they are gone. */
  @AfterAll
  static void dropAndUnmount() throws SQLException {
    execute(
        DATABASE, "drop database " + nameIn(DATABASE) + " with (force)", "drop tablespace small");
    DISK.close();
  }

  @Test
  void a_full_disk_is_logged_in_two_lines_shown_by_health_and_recovered_from(CapturedOutput log)
      throws IOException {
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    DISK.fill();

    Throwable failure = openUntilThereIsNoRoom();

    assertThat(CommandFailure.of(failure)).isEqualTo(CommandFailure.TRANSIENT);
    assertThat(CommandFailure.isOfFullDisk(failure)).as("nothing was stored").isTrue();
    assertThat(failure).hasStackTraceContaining("No space left on device");
    assertThat(failure.getCause()).message().doesNotContain("Cannot reuse");
    LOG.error("planted", failure);
    await().until(() -> health.health().getStatus().equals(Status.DOWN));
    for (int i = 0; i < 20; i++) {
      LOG.error("planted", failure);
    }

    DISK.makeRoom();
    await().until(() -> health.health().getStatus().equals(Status.UP));
    commands.sendAndWait(new Count(UUID.randomUUID().toString()));

    await().until(() -> log.getAll().contains("is back, after"));
    assertThat(log).doesNotContain("planted");
    assertThat(log.getAll().split("is away: ", -1)).hasSize(2);
    assertThat(log).contains("No space left on device").contains("Its disk is full: free space");
  }

  /** What is allocated already is used up first. */
  private Throwable openUntilThereIsNoRoom() {
    for (int i = 0; i < 1_000; i++) {
      var failure =
          catchThrowable(() -> commands.sendAndWait(new Count(UUID.randomUUID().toString())));
      if (failure != null) {
        return failure;
      }
    }
    throw new AssertionError("a full disk took a thousand events");
  }
}
