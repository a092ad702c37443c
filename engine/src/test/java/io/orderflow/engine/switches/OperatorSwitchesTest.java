package io.orderflow.engine.switches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.switches.SwitchSetting.State;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two nodes with the switches of two modules in one database. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OperatorSwitchesTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<OperatorSwitch> DECLARED =
      List.of(
          new OperatorSwitch("taking", "one", "Nothing is taken."),
          new OperatorSwitch("giving", "two", "Nothing is given."));

  private final JdbcTemplate jdbc =
      new JdbcTemplate(new DriverManagerDataSource(TestDatabase.createUrl()));
  private final OperatorSwitches here = node(NOON);
  private final OperatorSwitches there = node(NOON.plusSeconds(60));

  @BeforeEach
  void start() {
    for (String schema : List.of("one", "two")) {
      jdbc.execute("create schema " + schema);
      jdbc.execute(
          "create table %s.operator_switch (name text primary key, state text not null, reason text not null, actor text, changed_at timestamptz not null)"
              .formatted(schema));
    }
    here.start();
    there.start();
  }

  @AfterEach
  void stop() {
    here.stop();
    there.stop();
  }

  @Test
  void a_switch_is_on_until_it_is_switched_off() {
    assertThat(here.isOff("taking")).isFalse();
    assertThat(here.find("taking")).contains(SwitchSetting.untouched("taking"));

    var set = here.set("taking", State.OFF, "full", "alice");

    var off = new SwitchSetting("taking", State.OFF, "full", "alice", NOON);
    assertThat(set).contains(off);
    assertThat(here.isOff("taking")).isTrue();
    assertThat(here.isOff("giving")).isFalse();
    await().untilAsserted(() -> assertThat(there.find("taking")).contains(off));
  }

  @Test
  void a_repetition_changes_nothing() {
    here.set("taking", State.OFF, "full", "alice");

    assertThat(there.set("taking", State.OFF, "full", "bob"))
        .contains(new SwitchSetting("taking", State.OFF, "full", "alice", NOON));
  }

  @Test
  void another_reason_leaves_the_time_since_when_it_is_off() {
    here.set("taking", State.OFF, "full", "alice");

    assertThat(there.set("taking", State.OFF, "very full", "bob"))
        .contains(new SwitchSetting("taking", State.OFF, "very full", "bob", NOON));
  }

  @Test
  void a_switch_that_goes_on_again_tells_since_when() {
    here.set("taking", State.OFF, "full", "alice");

    assertThat(there.set("taking", State.ON, "emptied", null))
        .contains(new SwitchSetting("taking", State.ON, "emptied", null, NOON.plusSeconds(60)));
    await().until(() -> !here.isOff("taking"));
  }

  @Test
  void what_was_never_off_stays_untouched_when_it_is_switched_on() {
    assertThat(here.set("giving", State.ON, "why not", "alice"))
        .contains(SwitchSetting.untouched("giving"));
  }

  @Test
  void an_undeclared_switch_cannot_be_set() {
    assertThat(here.set("flying", State.OFF, "tired", "alice")).isEmpty();
    assertThat(here.isOff("flying")).isFalse();
  }

  @Test
  void each_node_logs_each_change_once_and_what_is_off_at_its_start(CapturedOutput log) {
    here.set("taking", State.OFF, "full", "alice");
    await().until(() -> there.isOff("taking"));
    var late = node(NOON);
    late.start();
    late.stop();

    await() // a setting holds before it is logged
        .untilAsserted(
            () ->
                assertThat(
                        log.toString()
                            .split(
                                "Switch taking has been OFF since 2026-01-01T12:00:00Z, set by alice"))
                    .hasSize(4));
    here.set("taking", State.ON, "emptied", null);
    await()
        .untilAsserted(
            () ->
                assertThat(log)
                    .contains("Switch taking is ON again, by a caller without a name: emptied"));
  }

  @Test
  void the_last_known_settings_hold_while_the_database_does_not_answer(CapturedOutput log) {
    here.set("taking", State.OFF, "full", "alice");
    jdbc.execute("alter table one.operator_switch rename to gone");

    await().until(() -> log.toString().contains("Cannot read the switches"));
    assertThat(here.isOff("taking")).isTrue();

    jdbc.execute("delete from one.gone");
    jdbc.execute("alter table one.gone rename to operator_switch");
    await().until(() -> !here.isOff("taking"));
  }

  private OperatorSwitches node(Instant time) {
    return new OperatorSwitches(
        new SwitchTable(jdbc), () -> DECLARED, Clock.fixed(time, ZoneOffset.UTC));
  }
}
