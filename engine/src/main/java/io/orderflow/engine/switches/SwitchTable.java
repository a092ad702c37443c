package io.orderflow.engine.switches;

import io.orderflow.engine.switches.SwitchSetting.State;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The settings of the switches, in the schemas of their modules. */
final class SwitchTable {

  private static final String ALL =
      "select name, state, reason, actor, changed_at from {schema}.operator_switch";

  /**
   * A repetition changes nothing, and another reason for the same state leaves its time. A switch
   * that was never off has no row.
   */
  private static final String SET =
      """
      insert into {schema}.operator_switch as known (name, state, reason, actor, changed_at)
      select name, state, reason, actor, changed_at
      from (values (?, ?, ?, ?, ?::timestamptz)) as wanted (name, state, reason, actor, changed_at)
      where state = 'OFF'
        or exists (select from {schema}.operator_switch before where before.name = wanted.name)
      on conflict (name) do update set state = excluded.state, reason = excluded.reason,
        actor = excluded.actor,
        changed_at = case when known.state = excluded.state
          then known.changed_at else excluded.changed_at end
      where (known.state, known.reason) is distinct from (excluded.state, excluded.reason)""";

  private final JdbcTemplate jdbc;

  SwitchTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Reads all schemas with one statement. */
  List<SwitchSetting> read(Collection<String> schemas) {
    return schemas.isEmpty()
        ? List.of()
        : jdbc.query(
            schemas.stream()
                .sorted()
                .map(schema -> in(schema, ALL))
                .collect(Collectors.joining(" union all ")),
            (row, _) ->
                new SwitchSetting(
                    row.getString("name"),
                    State.valueOf(row.getString("state")),
                    row.getString("reason"),
                    row.getString("actor"),
                    row.getTimestamp("changed_at").toInstant()));
  }

  void write(String schema, SwitchSetting setting) {
    jdbc.update(
        in(schema, SET),
        setting.name(),
        setting.state().name(),
        setting.reason(),
        setting.actor(),
        setting.since() == null ? null : Timestamp.from(setting.since()));
  }

  private static String in(String schema, String template) {
    return template.replace("{schema}", schema);
  }
}
