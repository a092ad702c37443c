package io.orderflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of deploy/local on a part of several processes, as nginx and PostgreSQL are. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LocalPartsTest {

  private static final Path SCRIPTS = ComposeFile.ROOT.resolve("deploy/local").toAbsolutePath();

  /** Told to end, it takes its workers along. */
  private static final String MASTER =
      """
      trap 'kill $(jobs -p); exit' TERM
      sleep 1000 & echo $! >>"$0"
      WORKER sleep 1000 & echo $! >>"$0"
      echo $$ >>"$0"
      while :; do wait; done
      """;

  @TempDir Path folder;
  private List<ProcessHandle> started = List.of();

  @AfterEach
  void endAll() {
    started.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void a_kill_ends_the_workers_too() throws Exception {
    var processes = start("");

    assertThat(script("kill").run("kafka").code()).isZero();

    assertThat(processes).noneMatch(LocalPartsTest::runs);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "setsid is a program of Linux")
  void a_kill_ends_what_has_a_group_of_its_own_too() throws Exception {
    var processes = start("exec setsid");

    assertThat(script("kill").run("kafka").code()).isZero();

    assertThat(processes).noneMatch(LocalPartsTest::runs);
  }

  @Test
  void workers_without_their_master_are_seen_and_taken_down() throws Exception {
    var processes = start("");
    processes.getLast().destroyForcibly();
    await().atMost(Duration.ofMinutes(1)).until(() -> !runs(processes.getLast()));

    assertThat(script("status").run().output())
        .containsPattern("kafka +ended, but left behind: [0-9]+ [0-9]+");
    assertThat(script("down").run().output()).contains("stopping kafka", "All down");

    assertThat(processes).noneMatch(LocalPartsTest::runs);
  }

  @Test
  void a_start_ends_what_was_left_of_the_one_before() throws Exception {
    var processes = start("");
    processes.getLast().destroyForcibly();
    await().atMost(Duration.ofMinutes(1)).until(() -> !runs(processes.getLast()));

    assertThat(parts("is_up kafka || echo it is down").output())
        .contains("kafka had ended, but not all of its processes", "it is down");

    assertThat(processes).noneMatch(LocalPartsTest::runs);
  }

  @Test
  void down_waits_for_a_stop_in_order() throws Exception {
    var processes = start("");

    var down = script("down").run();

    assertThat(down.output()).contains("All down").doesNotContain("was killed");
    assertThat(processes).noneMatch(LocalPartsTest::runs);
  }

  @Test
  void a_number_that_was_given_to_another_process_is_left_alone() throws Exception {
    var other = ProcessHandle.current();
    Files.writeString(folder.resolve("kafka.pid"), other.pid() + "\n1\n");

    assertThat(script("kill").run("kafka").code()).isZero();
    assertThat(script("down").run().output()).contains("All down").doesNotContain("stopping");

    assertThat(other.isAlive()).isTrue();
  }

  /** One that has ended, and that its parent has not yet waited for, has no program any more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** Two workers and, last, their master. */
  private List<ProcessHandle> start(String worker) throws IOException, InterruptedException {
    Path noted = folder.resolve("processes");
    Path master = Files.writeString(folder.resolve("master"), MASTER.replace("WORKER", worker));
    var start = parts("start kafka bash -c \"$(cat '%s')\" '%s'".formatted(master, noted));
    assertThat(start.code()).as(start.output()).isZero();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(noted) && Files.readAllLines(noted).size() == 3);
    started =
        Files.readAllLines(noted).stream()
            .map(id -> ProcessHandle.of(Long.parseLong(id)).orElseThrow())
            .toList();
    return started;
  }

  private Script.Ended parts(String commands) throws IOException, InterruptedException {
    return folder(Script.of("bash", "-c", "source '%s/parts.sh'; %s".formatted(SCRIPTS, commands)))
        .run();
  }

  private Script script(String name) {
    return folder(Script.of("bash", SCRIPTS.resolve(name).toString()));
  }

  private Script folder(Script script) {
    return script.with("ORDERFLOW_LOCAL_FOLDER", folder.toString());
  }
}
