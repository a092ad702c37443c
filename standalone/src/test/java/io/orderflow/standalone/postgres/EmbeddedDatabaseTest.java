package io.orderflow.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.FreePort;
import io.orderflow.engine.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmbeddedDatabaseTest {

  @TempDir Path temporary;
  private Path folder = Path.of(".");
  private Duration startupTimeout = Duration.ofSeconds(60);
  private int port;

  @BeforeEach
  void chooseAPlace() throws IOException {
    folder = temporary.resolve("with a space");
    PreparedFolder.copyTo(folder);
    port = FreePort.find();
  }

  @Test
  void commits_are_durable_and_only_loopback_can_connect() throws Exception {
    run(
        database -> {
          assertThat(ask(database, "show fsync")).isEqualTo("on");
          assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
          assertThat(ask(database, "show full_page_writes")).isEqualTo("on");
          assertThat(ask(database, "show listen_addresses")).isEqualTo("127.0.0.1");
          assertThat(ask(database, "show data_checksums")).isEqualTo("on");
        });
  }

  @Test
  void the_application_owns_its_database_and_is_no_superuser() throws Exception {
    run(
        database -> {
          assertThat(ask(database, "show is_superuser")).isEqualTo("off");
          execute(database, "create extension pg_trgm");
          execute(database, "create extension unaccent");
          execute(database, "create schema views");
        });
  }

  @Test
  void the_password_is_required() throws Exception {
    run(
        database -> {
          String url = database.connection().getJdbcUrl();
          for (String user : List.of("orderflow", "postgres")) {
            assertThatThrownBy(() -> DriverManager.getConnection(url, user, "guessed").close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
          }
        });
  }

  @Test
  void the_data_is_kept_over_restarts() throws Exception {
    run(database -> execute(database, "create table kept as select 42 as answer"));
    run(database -> assertThat(ask(database, "select answer from kept")).isEqualTo("42"));
  }

  @Test
  void a_first_start_that_was_killed_half_way_is_begun_again() throws Exception {
    folder = temporary.resolve("new");
    Files.createDirectories(folder.resolve("postgres.new"));
    Files.writeString(folder.resolve("postgres.new/PG_VERSION"), "18\n");

    run(database -> assertThat(ask(database, "select 1")).isEqualTo("1"));

    assertThat(folder.resolve("postgres.new")).doesNotExist();
  }

  @Test
  void a_process_number_that_was_given_to_another_program_does_no_harm() throws Exception {
    run(database -> execute(database, "create table kept as select 42 as answer"));
    long otherProgram = ProcessHandle.current().pid();
    Files.write(
        folder.resolve("postgres/postmaster.pid"),
        List.of("" + otherProgram, folder + "/postgres", "1", "" + port, "", "127.0.0.1"));

    run(database -> assertThat(ask(database, "select answer from kept")).isEqualTo("42"));
  }

  @Test
  void data_of_another_major_version_is_left_alone() throws Exception {
    run(database -> execute(database, "create table kept as select 42 as answer"));
    Files.writeString(folder.resolve("postgres/PG_VERSION"), "17\n");

    assertRefused("data of PostgreSQL 17", "contains PostgreSQL 18", "ORDERFLOW_DATA_FOLDER");

    Files.writeString(folder.resolve("postgres/PG_VERSION"), "18\n");
    run(database -> assertThat(ask(database, "select answer from kept")).isEqualTo("42"));
  }

  @Test
  void files_of_another_program_are_left_alone() throws Exception {
    folder = temporary.resolve("of something else");
    Files.createDirectories(folder.resolve("postgres"));
    Files.writeString(folder.resolve("postgres-password"), "kept");
    Files.writeString(folder.resolve("postgres/holiday.jpg"), "mine");

    assertRefused("files of another program");

    assertThat(folder.resolve("postgres/holiday.jpg")).hasContent("mine");
  }

  @Test
  void a_lost_password_is_named() throws Exception {
    Files.delete(folder.resolve("postgres-password"));

    assertRefused("postgres-password is missing");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void damaged_data_is_reported_with_the_last_words_of_postgres() throws Exception {
    Files.delete(folder.resolve("postgres/global/pg_control"));
    startupTimeout = Duration.ofHours(1); // a server that has ended is not waited for

    assertRefused("PostgreSQL does not start", "pg_control", "postgres.log");
  }

  @Test
  @EnabledIf(
      value = "io.orderflow.engine.SmallDisk#canBeMade",
      disabledReason = "no disk can be made that is full: this user may not mount a tmpfs")
  void a_start_on_a_full_disk_says_so_and_what_to_do() throws Exception {
    try (var disk = SmallDisk.mounted(80)) {
      folder = disk.folder().resolve("data");
      PreparedFolder.copyTo(folder);
      startupTimeout = Duration.ofHours(1);
      disk.fill();

      assertRefused("the disk of " + folder + " is full", "free space", "ORDERFLOW_DATA_FOLDER");

      disk.makeRoom();
      run(database -> assertThat(ask(database, "select 1")).isEqualTo("1"));
    }
  }

  @Test
  void a_killed_server_is_restarted() throws Exception {
    run(
        database -> {
          execute(database, "create table kept as select 42 as answer");
          postmaster().destroyForcibly();
          awaitAnswer(database);
          assertThat(ask(database, "select answer from kept")).isEqualTo("42");
        });
  }

  @Test
  void only_its_owner_may_write_where_its_programs_are() throws Exception {
    run(
        database ->
            assertThat(Files.getPosixFilePermissions(PreparedFolder.BINARIES))
                .isEqualTo(PosixFilePermissions.fromString("rwx------")));
  }

  private ProcessHandle postmaster() throws IOException {
    var pidFile = folder.resolve("postgres/postmaster.pid");
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()))
        .orElseThrow();
  }

  private static void awaitAnswer(EmbeddedDatabase database) {
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(() -> ask(database, "select 1").equals("1"));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a place where even root cannot write")
  void an_unwritable_folder_is_refused_with_its_name() {
    folder = Path.of("/proc/orderflow");

    assertRefused("/proc/orderflow cannot be written", "ORDERFLOW_DATA_FOLDER");
  }

  private void run(Use use) throws Exception {
    try (var data = DataFolder.open(folder);
        var database =
            EmbeddedDatabase.start(data, PreparedFolder.settings(port, startupTimeout))) {
      use.with(database);
    }
  }

  private void assertRefused(String... sentence) {
    assertThatThrownBy(() -> run(database -> {}))
        .isInstanceOf(FailureAnalyzedException.class)
        .message()
        .contains(sentence);
  }

  private static String ask(EmbeddedDatabase database, String query) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    var to = database.connection();
    return DriverManager.getConnection(to.getJdbcUrl(), to.getUsername(), to.getPassword());
  }

  private interface Use {
    void with(EmbeddedDatabase database) throws Exception;
  }
}
